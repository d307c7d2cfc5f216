// Comfort only; every page works without it.
// An open menu closes on Escape (focus returns to its button) and on a click elsewhere.
const menus = "details.menu, details.account";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(menus)) {
    if (menu.open && menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(menus)) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A filter of the list that its chip takes away: its boxes are emptied, and the form asks for the new list as it does
// when a box is ticked, so that address, boxes and numbers agree. `data-filter` without a name means every filter.
const emptied = (field, value) => {
  if (field.type === "checkbox") field.checked = field.checked && Boolean(value) && field.value !== value;
  else if (field.type === "radio") field.checked = field.value === "";
  else field.value = "";
};

document.addEventListener("click", (event) => {
  const link = event.target.closest(".finder a[data-filter]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { filter, value } = link.dataset;
  const form = link.closest("form");
  const fields = [...form.elements].filter(({ name }) => name && name !== "sort" && (!filter || name === filter));
  if (!fields.length) return;
  event.preventDefault();
  for (const field of fields) emptied(field, value);
  form.dispatchEvent(new Event("change"));
  // The chip that takes its place has the focus, or the last one; where none is left, the list.
  form.addEventListener("htmx:afterSettle", () => {
    if (document.activeElement !== document.body) return;
    const next = [...form.querySelectorAll(".chips a[id]")].at(-1) ?? form.querySelector("#results");
    next.focus({ preventScroll: true });
  }, { once: true });
});
