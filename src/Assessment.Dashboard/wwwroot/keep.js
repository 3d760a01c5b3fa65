// Nothing typed is lost: every field of a text is kept on the device as it is typed, whether the page hears of it or not.
(() => {
  'use strict';
  const typed = key => `${key}:typed`;
  const quietly = act => { try { return act(); } catch { return null; } };
  window.assessmentKeep = {
    put(key, draft) { quietly(() => localStorage.setItem(key, draft)); },
    get(key) { return [quietly(() => localStorage.getItem(key)), quietly(() => localStorage.getItem(typed(key)))]; },
    drop(key) { quietly(() => { localStorage.removeItem(key); localStorage.removeItem(typed(key)); }); },
  };
  const pause = new WeakMap();
  document.addEventListener('input', event => {
    const field = event.target, form = field.closest('[data-keep]');
    if (!form || !field.name) return;
    quietly(() => {
      const all = JSON.parse(localStorage.getItem(typed(form.dataset.keep)) ?? '{}');
      all[field.name] = field.value;
      localStorage.setItem(typed(form.dataset.keep), JSON.stringify(all));
    });
    // A text is told to the page when the typing pauses, not with every letter.
    clearTimeout(pause.get(field));
    if (field.matches('textarea, input:not([type=radio], [type=checkbox])'))
      pause.set(field, setTimeout(() => field.dispatchEvent(new Event('change', { bubbles: true })), 500));
  });
})();
