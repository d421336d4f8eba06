// A button beside each text that is there to be copied. Without a script the text can be selected.
window.archive ??= {};
(() => {
  function say(button, text) {
    const was = button.textContent;
    button.textContent = text;
    setTimeout(() => { button.textContent = was; }, 2000);
  }

  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
      say(button, "Copied");
    } catch {
      say(button, "Could not copy");
    }
  }

  window.archive.copy = copy;

  for (const button of document.querySelectorAll("[data-copies]")) {
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => copy(button.dataset.copies, button));
  }
  for (const button of document.querySelectorAll("[data-prints]")) {
    button.addEventListener("click", () => window.print());
  }

  for (const block of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet";
    button.textContent = "Copy";
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => copy(block.textContent.trim(), button));
    block.after(button);
  }
})();
