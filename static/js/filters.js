// The filter panel is drawn again with each answer: sections that the reader opened or closed stay so.
document.addEventListener("htmx:beforeSwap", () => {
  const open = new Map([...document.querySelectorAll("details.facet")].map((facet) => [facet.id, facet.open]));
  document.addEventListener("htmx:afterSettle", () => {
    for (const [id, was] of open) {
      const facet = document.getElementById(id);
      if (facet) facet.open = was || facet.querySelector(":checked") !== null;
    }
  }, { once: true });
});
