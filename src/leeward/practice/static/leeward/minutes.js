// SPDX-License-Identifier: Apache-2.0
// Alt+Shift+N leads to the next ten minutes from every staff page, also where the browser would keep that key
// for itself; and what stands in the notes is saved on the way. Without this file the link and its access key
// still work, and notes are saved by their buttons.
"use strict";

(() => {
  const link = document.querySelector("a.ten");
  if (!link) return;

  link.addEventListener("click", (event) => {
    const notes = document.getElementById("notes");
    if (!notes || !notes.form || notes.value === notes.defaultValue) return;
    event.preventDefault();
    const then = document.createElement("input");
    Object.assign(then, { type: "hidden", name: "then", value: "minutes" });
    notes.form.append(then);
    notes.form.submit();
  });

  addEventListener("keydown", (event) => {
    if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || event.code !== "KeyN") return;
    event.preventDefault();
    link.click();
  });
})();
