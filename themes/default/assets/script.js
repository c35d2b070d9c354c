// What the pages of the default theme do beyond reading: nothing here is needed to read them.

// ---------- Light and dark ----------

const THEMES = ["system", "light", "dark"];

/** The reader's choice; where the browser keeps nothing, the system's. */
function storedTheme() {
  try {
    const stored = localStorage.getItem("theme");
    return THEMES.includes(stored) ? stored : "system";
  } catch {
    return "system";
  }
}

function storeTheme(theme) {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // The choice then holds for this page only.
  }
}

function addThemeSwitch() {
  const button = document.createElement("button");
  let theme;
  const show = (chosen) => {
    theme = chosen;
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.textContent = `Colors: ${theme}`;
  };
  button.type = "button";
  button.className = "theme-switch";
  button.addEventListener("click", () => {
    show(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]);
    storeTheme(theme);
  });
  show(storedTheme());
  document.querySelector(".masthead").append(button);
}

// ---------- Passages and notes ----------

/** The note that a reference leads to. */
const noteOf = (reference) => document.getElementById(decodeURIComponent(reference.hash.slice(1)));

/** The passage before a reference; other references may stand between them. */
function passageOf(reference) {
  let element = reference.previousElementSibling;
  while (element?.matches(".note-reference")) element = element.previousElementSibling;
  return element?.matches(".passage") ? element : null;
}

/** The references right after a passage. */
function referencesAfter(passage) {
  const references = [];
  let element = passage.nextElementSibling;
  for (; element?.matches(".note-reference"); element = element.nextElementSibling) references.push(element);
  return references;
}

/** What belongs to what the mouse or the focus is on: notes, references and passages. */
function linkedWith(element) {
  const note = element.closest(".note");
  const reference = element.closest(".note-reference");
  const passage = element.closest(".passage");
  let references = [];
  if (reference) references = [reference];
  else if (passage) references = referencesAfter(passage);
  else if (note) references = [...document.querySelectorAll(`.note-reference[href="#${CSS.escape(note.id)}"]`)];
  return references.flatMap((it) => [noteOf(it), passageOf(it)]).filter(Boolean);
}

function linkOn(event) {
  const linked = event.target instanceof Element ? linkedWith(event.target) : [];
  for (const element of document.querySelectorAll(".is-linked")) {
    if (!linked.includes(element)) element.classList.remove("is-linked");
  }
  for (const element of linked) element.classList.add("is-linked");
}

// ---------- Addresses of notes ----------

/** Turns the link to a note into a button that copies its address. */
function makeCopyButton(link, status) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "note-link";
  button.setAttribute("aria-label", link.getAttribute("aria-label").replace("Link", "Copy the link"));
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      // It may not be copied; the reader can take it from the address bar.
      location.href = link.href;
      return;
    }
    status.textContent = "Link copied";
    button.classList.add("is-copied");
    setTimeout(() => {
      status.textContent = "";
      button.classList.remove("is-copied");
    }, 2000);
  });
  link.replaceWith(button);
}

function addCopyButtons() {
  const links = document.querySelectorAll(".note-link");
  if (!links.length || !navigator.clipboard) return;
  const status = document.createElement("p");
  status.className = "hidden";
  status.setAttribute("role", "status");
  document.querySelector("main").append(status);
  for (const link of links) makeCopyButton(link, status);
}

// ---------- Search ----------

/** Opens the box where there is one, or goes to the field of the search page. */
function openSearch() {
  const box = document.querySelector(".search-box");
  if (box && !box.open) {
    box.showModal();
    // What searches is fetched when somebody first does.
    import("./search.js");
  }
  const field = (box ?? document).querySelector(".search [name=q]");
  field?.focus();
  field?.select();
}

function addSearch() {
  const link = document.querySelector(".search-link a");
  if (!link) return;
  link.setAttribute("aria-keyshortcuts", "/");
  link.title = "Press /";
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openSearch();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    openSearch();
  });
  const box = document.querySelector(".search-box");
  box?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    // In a search field the key would only empty it.
    event.preventDefault();
    box.close();
  });
  box?.addEventListener("click", (event) => {
    // Beside the box is its backdrop.
    if (event.target === box) box.close();
  });
}

addThemeSwitch();
addSearch();
addCopyButtons();
if (document.querySelector(".note")) {
  document.addEventListener("mouseover", linkOn);
  document.addEventListener("focusin", linkOn);
}
if (document.querySelector(".picker")) import("./touch.js");
if (document.querySelector(".figure-network .drawing")) import("./network.js");
if (document.querySelector(".finder")) import("./finder.js");
