// What the page cannot do from the server: write the address, ask back, and come back by itself.
(() => {
  'use strict';
  window.assessmentPage = {
    address(url) {
      history.replaceState(history.state, '', url);
      document.querySelector('.themes [name=to]').value = url;
    },
    // A banner rises with what comes in, and never falls.
    marked(word, meaning) {
      const banner = document.querySelector('.banner'), order = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'];
      if (!banner || order.indexOf(word) <= order.indexOf(banner.dataset.marking)) return;
      banner.dataset.marking = word;
      banner.querySelector('b').textContent = `TLP:${word}`;
      banner.querySelector('.meaning').textContent = meaning;
    },
    focus(field) {
      const found = document.getElementById(field) ?? document.querySelector(`[name="${CSS.escape(field)}"]`);
      for (let closed = found?.closest('details:not([open])'); closed; closed = closed.parentElement.closest('details:not([open])')) closed.open = true;
      found?.focus();
      found?.scrollIntoView({ block: 'center' });
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
  // A fault leads to the field that cures it.
  document.addEventListener('click', event => {
    const link = event.target.closest('a[data-field]');
    if (!link) return;
    event.preventDefault();
    assessmentPage.focus(link.dataset.field);
  });
  // Focus is never lost: when what has it is taken away or switched off, it goes to what stands next, or to what surrounded it.
  const focusable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  let held = null, next = [], around = [];
  document.addEventListener('focusin', event => {
    held = event.target;
    const all = [...(held.closest('section, form, ul, main') ?? document.body).querySelectorAll(focusable)], at = all.indexOf(held);
    next = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0)).reverse()];
    around = [];
    for (let place = held.parentElement; place && place !== document.body; place = place.parentElement) around.push(place);
  });
  const isGone = place => !place.isConnected || place.disabled || !place.checkVisibility?.();
  // Whoever leaves it for nothing, with a click beside it, means it.
  document.addEventListener('focusout', () => setTimeout(() => { if (held && document.activeElement === document.body && !isGone(held)) held = null; }, 0));
  const regain = () => {
    if (!held || document.activeElement !== document.body || !isGone(held)) return;
    const found = next.find(place => !isGone(place)) ?? around.find(place => !isGone(place));
    if (!found) return;
    if (!found.matches(focusable)) found.tabIndex = -1;
    found.focus({ preventScroll: false });
  };
  new MutationObserver(() => { if (held && isGone(held)) setTimeout(regain, 60); })
    .observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
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
  // The connection was cut because somebody has signed out, perhaps in another window: then so has this one.
  document.addEventListener('components-reconnect-state-changed', async event => {
    if (event.detail.state !== 'show' || document.querySelector('[data-unsaved]')) return;
    const answer = await fetch(location.href, { headers: { accept: 'text/html; blazor-enhanced-nav=on' } }).catch(() => null);
    if (answer?.status === 401) location.reload();
  }, true);
})();
