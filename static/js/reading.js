// Reading a report: j and k step through the paragraphs, n and p through what was found, the contents follow the
// place, and the paragraph that is pointed at or has the focus offers its link and its themes. All of it is a
// comfort: the page is whole without.
(() => {
  const { addKeys, copy, seek } = window.archive;
  const paragraphs = [...document.querySelectorAll(".para")];
  const matches = paragraphs.filter((paragraph) => paragraph.matches(".para--match"));

  // The paragraph that the reader chose last, by a link, a key or the focus; it counts while it is in view.
  let last = linked();

  // Asked of the address: the browser has not looked for the target yet when this runs.
  function linked() {
    return document.getElementById(location.hash.slice(1))?.closest(".para");
  }

  function chosen() {
    const box = last?.getBoundingClientRect();
    return box && box.bottom > 0 && box.top < window.innerHeight ? last : null;
  }

  // Where the reader is: at the chosen paragraph, else at the first one in view.
  function here() {
    return chosen() ?? paragraphs.find((paragraph) => paragraph.getBoundingClientRect().bottom > 60);
  }

  // The last of a list that does not come after a paragraph; -1 where all do.
  function placeIn(list, paragraph) {
    return list.findLastIndex((each) => each === paragraph
      || each.compareDocumentPosition(paragraph) & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  let settling;
  function go(paragraph) {
    if (!paragraph) return;
    last = paragraph;
    paragraph.tabIndex = -1;
    paragraph.focus({ preventScroll: true });
    paragraph.scrollIntoView({ block: "start" });
    // The address follows without a step in the history; not at every press, since browsers refuse a key that is held.
    // What was linked to before is still the target then, and must not look like the place.
    document.documentElement.classList.add("stepped");
    clearTimeout(settling);
    settling = setTimeout(() => history.replaceState(null, "", `#${last.id}`), 100);
  }

  function step(list, by) {
    const at = here();
    const place = placeIn(list, at);
    const isThere = list[place] === at;
    // The first press lands on the paragraph at the top of the window; from then on it moves.
    if (isThere && at !== chosen()) return go(at);
    go(by > 0 ? list[place + 1] : list[isThere ? place - 1 : place]);
  }

  if (paragraphs.length) {
    addKeys({ j: ["Next paragraph", () => step(paragraphs, 1)], k: ["Paragraph before", () => step(paragraphs, -1)] });
  }
  if (matches.length) {
    addKeys({
      n: ["Next passage found", () => step(matches, 1)],
      p: ["Passage found before", () => step(matches, -1)],
    });
  }
  addKeys({ "/": ["Find in this report, Esc back", () => seek(document.getElementById("find"))] });

  // First and last become before and next, and the bar says which passage the reader is at.
  const ways = [...document.querySelectorAll("[data-go]")];
  const place = document.querySelector("[data-place]");
  for (const way of ways) {
    way.setAttribute("aria-label", way.dataset.go > 0 ? "Next passage" : "Passage before");
    way.addEventListener("click", (event) => { event.preventDefault(); step(matches, Number(way.dataset.go)); });
  }

  function tellPlace() {
    const third = window.innerHeight / 3;
    const at = chosen() ?? paragraphs.findLast((paragraph) => paragraph.getBoundingClientRect().top < third);
    const number = at ? placeIn(matches, at) + 1 : 0;
    if (number) place.innerHTML = `<b>${number}</b> of ${matches.length}`;
  }

  // The tools of the paragraph that is pointed at: its page, a button for its link, and the themes that it is on.
  const page = document.createElement("span");
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
  document.addEventListener("pointerover", ({ target }) => show(target.closest?.(".para")));
  document.addEventListener("focusin", ({ target }) => {
    last = target.closest(".para") ?? last;
    show(target.closest(".para"));
  });
  addEventListener("hashchange", () => {
    document.documentElement.classList.remove("stepped");
    last = linked() ?? last;
    show(last);
  });

  function show(paragraph) {
    const side = paragraph?.querySelector("small");
    if (!side || side.contains(button)) return;
    const keys = paragraph.dataset.t?.split(" ") ?? [];
    const links = keys.map((key) => document.querySelector(`[data-t-of="${key}"] a`)?.cloneNode(true));
    themes.replaceChildren(...links.filter(Boolean));
    page.replaceChildren(...side.querySelector("[href^=source]") ? [] : pageOf(paragraph));
    side.prepend(page);
    side.append(button, themes);
  }

  // The link to the page that a paragraph begins on: the last one printed before it, if there is any.
  function pageOf(paragraph) {
    const before = paragraphs.slice(0, paragraphs.indexOf(paragraph));
    const turned = before.findLast((each) => each.querySelector("small [href^=source]"));
    return turned ? [turned.querySelector("small [href^=source]").cloneNode(true)] : [];
  }

  show(last);

  // The contents follow the place: the last heading above the upper third of the window is the current one.
  const links = new Map([...document.querySelectorAll(".toc a")].map((link) => [link.hash.slice(1), link]));
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

  function tellContents() {
    const line = window.innerHeight / 3;
    const current = headings.findLast((heading) => heading.getBoundingClientRect().top < line);
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

  function follow() {
    if (headings.length) tellContents();
    if (place) tellPlace();
  }

  let due = false;
  for (const event of ["scroll", "hashchange", "focusin"]) {
    addEventListener(event, () => {
      if (due) return;
      due = true;
      requestAnimationFrame(() => { due = false; follow(); });
    }, { passive: true });
  }
  follow();

  for (const each of document.querySelectorAll("[data-print]")) {
    each.hidden = false;
    each.addEventListener("click", () => print());
  }
})();
