// Reading a report: j and k step through the paragraphs, n and p through the matches of a search, the contents
// follow the place, and the paragraph under the pointer or the focus offers its link. All of it is a comfort:
// the page is whole without.
(() => {
  const { addKeys, copy } = window.archive;
  const paragraphs = [...document.querySelectorAll(".para")];
  const matches = paragraphs.filter((paragraph) => paragraph.matches(".para--match"));

  function atTop() {
    // Where the reader is: the paragraph that has the focus or is linked to, else the first one in view.
    const chosen = document.activeElement?.closest(".para") ?? document.querySelector(".para:target, .para:has(:target)");
    if (chosen && isInView(chosen)) return chosen;
    return paragraphs.find((paragraph) => paragraph.getBoundingClientRect().bottom > 60);
  }

  function isInView(element) {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < window.innerHeight;
  }

  function go(paragraph) {
    if (!paragraph) return;
    paragraph.tabIndex = -1;
    paragraph.focus({ preventScroll: true });
    paragraph.scrollIntoView({ block: "start" });
  }

  function step(list, by) {
    const here = atTop();
    const place = list.indexOf(here);
    if (place >= 0) {
      // The first press lands on the paragraph at the top of the window; from then on it moves.
      return go(document.activeElement === here || here.matches(":target, :has(:target)") ? list[place + by] : here);
    }
    const after = list.findIndex((each) => here.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
    go(by > 0 ? list[after] : list[(after < 0 ? list.length : after) - 1]);
  }

  if (paragraphs.length) {
    addKeys({ j: ["Next paragraph", () => step(paragraphs, 1)], k: ["Paragraph before", () => step(paragraphs, -1)] });
  }
  if (matches.length) {
    addKeys({ n: ["Next match", () => step(matches, 1)], p: ["Match before", () => step(matches, -1)] });
  }

  // The tools of the paragraph that is pointed at: one button for its link, and the themes that it is on.
  const themes = document.createElement("span");
  themes.className = "para__themes";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy link";
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => {
    const address = new URL(document.querySelector("link[rel=canonical]")?.href ?? location.href);
    address.hash = button.closest(".para").id;
    copy(address.href, button);
  });
  for (const event of ["pointerover", "focusin"]) {
    document.addEventListener(event, ({ target }) => {
      const side = target.closest?.(".para")?.querySelector(".para__side");
      if (side && !side.contains(button)) show(side);
    });
  }

  function show(side) {
    const keys = side.closest(".para").dataset.t?.split(" ") ?? [];
    const links = keys.map((key) => document.querySelector(`[data-t-of="${key}"] a`)?.cloneNode(true));
    themes.replaceChildren(...links.filter(Boolean));
    side.append(button, themes);
  }

  // Asked of the address: the browser has not looked for the target yet when this runs.
  function showTarget() {
    const target = document.getElementById(location.hash.slice(1))?.closest(".para");
    if (target) show(target.querySelector(".para__side"));
  }
  addEventListener("hashchange", showTarget);
  showTarget();

  // The contents follow the place: the last heading above the upper third of the window is the current one.
  const links = new Map([...document.querySelectorAll(".toc a")].map((link) => [link.hash.slice(1), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

  function follow() {
    const line = window.innerHeight / 3;
    const current = headings.filter((heading) => heading.getBoundingClientRect().top < line).at(-1);
    for (const link of links.values()) link.removeAttribute("aria-current");
    const link = links.get(current?.id);
    link?.setAttribute("aria-current", "true");
    const toc = link?.closest(".toc");
    if (toc && toc.scrollHeight > toc.clientHeight) {
      const [box, around] = [link.getBoundingClientRect(), toc.getBoundingClientRect()];
      if (box.top < around.top || box.bottom > around.bottom) {
        toc.scrollTop += box.top - around.top - around.height / 3;
      }
    }
  }

  if (headings.length) {
    let due = false;
    addEventListener("scroll", () => {
      if (due) return;
      due = true;
      requestAnimationFrame(() => { due = false; follow(); });
    }, { passive: true });
    follow();
  }
})();
