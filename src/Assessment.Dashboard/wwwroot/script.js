// What the page cannot do from the server: write the address, ask back, and come back by itself.
(() => {
  'use strict';
  window.assessmentPage = {
    address(url) {
      history.replaceState(history.state, '', url);
      document.querySelector('.themes [name=to]').value = url;
    },
  };
  // A form that says so is sent as soon as it is changed.
  document.addEventListener('change', event => {
    const form = event.target.closest('form[data-at-once]');
    if (form) form.requestSubmit();
  });
  // What takes away somebody's work asks before it does.
  document.addEventListener('click', event => {
    const grave = event.target.closest('[data-ask]');
    if (!grave || confirm(grave.dataset.ask)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener('click', event => {
    const link = event.target.closest('[data-reload], .skip');
    if (!link) return;
    event.preventDefault();
    if (link.matches('.skip')) document.querySelector('#content').focus();
    else location.reload();
  });
  // A link that acts as a button is pressed like one.
  document.addEventListener('keydown', event => {
    if (event.key !== ' ' || !event.target.matches('a[role=button]')) return;
    event.preventDefault();
    event.target.click();
  });
  // What stands in a form of the page alone until it is sent.
  document.addEventListener('input', event => {
    const form = event.target.closest('main form[method=post]');
    if (form && !form.closest('[data-keep]')) form.dataset.unsaved = '';
  });
  // The server was started anew and knows nothing of this page: load it again, unless something was typed.
  document.addEventListener('components-reconnect-state-changed', event => {
    if (event.detail.state === 'rejected' && !document.querySelector('[data-unsaved]')) location.reload();
  }, true);
})();
