// SPDX-License-Identifier: Apache-2.0
// A staff page left alone is covered after five minutes and signed out after thirty (both in seconds on the
// body); what is being written is sent to be kept, sealed, and that is also a sign of life. Without this file
// the session ends all the same, and what was written is carried through the doors.
"use strict";

(() => {
  const mould = document.getElementById("cover");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!mould || !token) return;
  const at = mould.dataset;
  const COVER = at.cover * 1000;
  const END = at.end * 1000;
  const KEEP_AFTER = 10_000;
  const cover = mould.content.firstElementChild;
  const go = cover.querySelector("button");
  const tabs = new BroadcastChannel("leeward");
  const hidden = [];
  let last = Date.now();
  let told = 0;
  let form = null; // the one that was written in
  let unsent = false;
  let refused = false; // nothing is kept for this page
  let ended = false;
  let timer = 0;

  const isCovered = () => cover.isConnected;

  function touch() {
    if (isCovered()) return;
    last = Date.now();
    if (last - told > 5000) tabs.postMessage((told = last));
  }

  // what is seen in one window keeps the others open: there is one person, and one session
  tabs.onmessage = (event) => {
    last = Math.max(last, event.data);
  };

  async function ask(path, fields) {
    fields.set("csrfmiddlewaretoken", token.value);
    try {
      const sent = { method: "POST", body: fields, redirect: "manual" };
      return (await fetch(path, sent)).status;
    } catch {
      return -1; // the server is away: the words stay on the page
    }
  }

  function words() {
    const fields = new FormData();
    fields.set("page", location.pathname);
    if (!form) return fields;
    fields.set("kept-path", new URL(form.action).pathname);
    for (const [name, value] of new FormData(form))
      if (typeof value === "string") fields.append(`kept:${name}`, value);
    return fields;
  }

  async function keep() {
    clearTimeout(timer);
    timer = 0;
    const status = await ask(at.kept, words());
    if (status === 204) unsent = false;
    else if (status === 422 && form) refused = true;
    return status === 204 || status === 422;
  }

  function wrote(event) {
    const where = event.target.form;
    if (!where || where.method !== "post" || where.closest(".leaving") || event.target.type === "password") return;
    form = where;
    unsent = true;
    timer ||= setTimeout(keep, KEEP_AFTER);
  }

  function coverUp() {
    if (isCovered()) return;
    for (const one of document.body.children)
      if (!one.hidden) {
        one.hidden = true;
        hidden.push(one);
      }
    document.body.append(cover);
    go.focus();
    if (unsent && !refused) keep();
  }

  async function end() {
    if (ended) return;
    ended = true;
    if (unsent && !refused) await keep();
    await ask(at.out, new FormData());
    if (!unsent) location.replace(at.door);
  }

  // Uncovered only while the session goes on. Otherwise to the door, with what no page keeps.
  async function uncover() {
    if (!ended && (await keep())) {
      cover.remove();
      for (const one of hidden.splice(0)) one.hidden = false;
      last = Date.now();
      return;
    }
    if (unsent && form) form.submit();
    else location.replace(location.pathname);
  }

  function look() {
    const idle = Date.now() - last;
    if (idle >= COVER) coverUp();
    if (idle >= END) end();
  }

  addEventListener("keydown", (event) => {
    if (!isCovered()) return touch();
    if (!["Enter", " ", "Tab"].includes(event.key)) {
      event.preventDefault();
      go.focus();
    }
    event.stopImmediatePropagation();
  }, true);
  for (const name of ["pointerdown", "input", "wheel"]) addEventListener(name, touch, { passive: true });
  addEventListener("input", wrote);
  addEventListener("change", wrote);
  addEventListener("submit", () => {
    clearTimeout(timer);
    unsent = false;
  });
  for (const name of ["visibilitychange", "pageshow", "focus"]) addEventListener(name, look);
  go.addEventListener("click", uncover);
  setInterval(look, 1000);

  // "Put it back": into the form it came from, while every word of it finds its field.
  const draft = document.querySelector("[data-draft]");
  draft?.querySelector("form").addEventListener("submit", (event) => {
    const to = [...document.forms].find(
      (one) => one.method === "post" && !draft.contains(one) && !one.closest(".leaving")
        && new URL(one.action).pathname === draft.dataset.action && one.querySelector("textarea, input:not([type=hidden])"));
    if (to && putBack(to, JSON.parse(draft.dataset.draft))) {
      event.preventDefault();
      event.stopImmediatePropagation();
      draft.hidden = true;
    }
  }, true);

  function putBack(to, fields) {
    const boxes = [...to.elements].filter((one) => one.name && !["hidden", "submit", "button"].includes(one.type));
    const written = fields.filter(([name]) => boxes.some((one) => one.name === name));
    if (fields.some(([name, value]) => value.trim().includes(" ") && !boxes.some((one) => one.name === name)))
      return false;
    for (const box of boxes) {
      const values = written.filter(([name]) => name === box.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(box.type)) box.checked = values.includes(box.value);
      else if (values.length) box.value = values[0];
    }
    boxes.find((one) => one.tagName === "TEXTAREA")?.focus();
    form = to;
    unsent = true;
    return true;
  }
})();
