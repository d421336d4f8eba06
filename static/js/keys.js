// Keys for readers: "/" goes to the search, "?" says what the keys are; a page may add its own through
// archive.addKeys({ key: [what it does, function] }). Single keys can be turned off, and the choice is kept
// (WCAG 2.1.4). Keys typed into a field, or held with Ctrl, Alt or Meta, are left alone.
window.archive ??= {};
(() => {
  const OFF = "keys-off";
  const keys = new Map();

  function stored(name) {
    try { return localStorage.getItem(name); } catch { return null; }
  }

  function store(name, value) {
    try {
      value ? localStorage.setItem(name, "1") : localStorage.removeItem(name);
    } catch { /* kept for this page only */ }
  }

  function addKeys(more) {
    for (const [key, does] of Object.entries(more)) keys.set(key, does);
  }

  function isTyping(target) {
    return target instanceof HTMLElement
      && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));
  }

  function element(name, text = "", attributes = {}) {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  }

  let off = stored(OFF) !== null;

  function help() {
    const dialog = element("dialog", "", { class: "keys", "aria-labelledby": "keys-title" });
    dialog.append(element("h2", "Keys", { id: "keys-title" }));
    const list = element("dl");
    for (const [key, [does]] of keys) {
      const term = element("dt");
      term.append(element("kbd", key));
      list.append(term, element("dd", does));
    }
    const label = element("label", "", { class: "choice" });
    const box = element("input", "", { type: "checkbox" });
    box.checked = !off;
    box.addEventListener("change", () => { off = !box.checked; store(OFF, off); });
    label.append(box, " Use single keys on this site");
    const close = element("button", "Close", { class: "button", type: "button" });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    dialog.append(list, label, close);
    document.body.append(dialog);
    dialog.showModal();
  }

  // Into a field to write, and back by Esc: to what had the focus, and to the place on the page.
  function seek(field) {
    if (!field) return;
    const [from, top] = [document.activeElement, window.scrollY];
    field.focus({ preventScroll: true });
    field.scrollIntoView({ block: "nearest", behavior: "instant" });
    field.select();
    const leave = (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // what is written stays
      field.blur();
      from?.focus({ preventScroll: true });
      scrollTo({ top, behavior: "instant" });
    };
    field.addEventListener("keydown", leave);
    field.addEventListener("blur", () => field.removeEventListener("keydown", leave), { once: true });
  }

  window.archive.addKeys = addKeys;
  window.archive.seek = seek;
  addKeys({
    "/": ["Go to the search, Esc back", () => seek(document.querySelector("#site-search, input[name=q]"))],
    "?": ["Show the keys", help],
  });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const does = keys.get(event.key);
    // The help can always be opened: it is where the keys are turned on again.
    if (!does || (off && event.key !== "?") || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    does[1]();
  });

  for (const button of document.querySelectorAll("[data-keys]")) {
    button.hidden = false;
    button.addEventListener("click", help);
  }
})();
