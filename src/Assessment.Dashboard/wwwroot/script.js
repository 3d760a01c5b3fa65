// What the page cannot do from the server: write the address, and come back by itself.
(() => {
  'use strict';
  window.assessmentPage = {
    address(url) { history.replaceState(history.state, '', url); },
  };
  // A form that says so is sent as soon as it is changed.
  document.addEventListener('change', event => {
    const form = event.target.closest('form[data-at-once]');
    if (form) form.requestSubmit();
  });
  document.addEventListener('click', event => {
    if (!event.target.closest('[data-reload]')) return;
    event.preventDefault();
    location.reload();
  });
  // The server was started anew and knows nothing of this page: load it again, unless something was typed.
  document.addEventListener('components-reconnect-state-changed', event => {
    if (event.detail.state === 'rejected' && !document.querySelector('[data-unsaved]')) location.reload();
  }, true);
})();
