// "What would this touch?": shows the thresholds that an act would put at stake. Without this script
// all of them stand.

/** Whether a threshold is at stake for what was picked; what was left open rules nothing out. */
function isAtStake(item, picked) {
  const has = (list, value) => !value || list.split(" ").includes(value);
  const { actors, holders, types, ladder, rung } = item.dataset;
  // A threshold that warns nobody in particular is about everybody's acts.
  if (actors && !has(actors, picked.get("actor"))) return false;
  if (!has(holders, picked.get("holder")) || !has(types, picked.get("type"))) return false;
  const [onLadder, onRung] = (picked.get("rung") || "").split(" ");
  // An act reaches the thresholds at its rung and below; one without a rung can be reached by any.
  return !onRung || !ladder || (ladder === onLadder && Number(rung) <= Number(onRung));
}

for (const form of document.querySelectorAll(".picker")) {
  const figure = form.closest(".figure");
  const items = [...figure.querySelectorAll(".touched > li")];
  const none = figure.querySelector(".picker-none");
  const count = form.querySelector(".picker-count");
  const show = () => {
    const picked = new FormData(form);
    let shown = 0;
    for (const item of items) {
      item.hidden = !isAtStake(item, picked);
      shown += item.hidden ? 0 : 1;
    }
    none.hidden = shown > 0;
    count.textContent = `${shown} of ${items.length} thresholds at stake`;
  };
  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}
