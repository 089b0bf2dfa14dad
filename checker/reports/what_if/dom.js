/* Elements and words. Text only ever becomes text: nothing here reads markup. */
"use strict";

/** Text of a case in which every control, bidirectional or invisible character shows as `‹U+202E›`. */
const clean = (text) => {
  const invisible = /[\u{0}-\u{1f}\u{7f}-\u{9f}\u{ad}\u{61c}\u{180e}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{2069}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}\u{d800}-\u{dfff}]/gu;
  const shown = (each) => `\u2039U+${each.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}\u203a`;
  return text.replace(invisible, (each) => (each === "\t" ? " " : each === "\n" ? "\u23ce" : shown(each)));
};

const Dom = (() => {
  /** An element. `properties` that begin with `on` are listeners; true and false set or leave out an attribute. */
  function h(tag, properties, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties ?? {})) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  const SHAPES = {
    unsettled: [
      ["path", { class: "mark", d: "M10.6 10.6a3.4 3.4 0 1 1 5.2 2.9c-1.2.8-1.8 1.4-1.8 2.9", "stroke-width": 2 }],
      ["circle", { class: "dot", cx: 14, cy: 20, r: 1.4, stroke: "none", fill: "currentColor" }],
    ],
    "voluntary-answer": [["path", { class: "mark", d: "M14 6l8 8-8 8-8-8z", "stroke-width": 2 }]],
    "step-0": [],
    "step-1": [["path", { class: "dot", d: "M14 14V7a7 7 0 0 1 7 7z", stroke: "none", fill: "currentColor" }]],
    "step-2": [["path", { class: "dot", d: "M14 7a7 7 0 0 1 0 14z", stroke: "none", fill: "currentColor" }]],
    "step-3": [["path", { class: "dot", d: "M14 14H7a7 7 0 1 0 7-7z", stroke: "none", fill: "currentColor" }]],
    "step-4": [["circle", { class: "dot", cx: 14, cy: 14, r: 7, stroke: "none", fill: "currentColor" }]],
  };

  function shape(tag, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** The mark beside an outcome, as in the rest of the report. */
  function swatch(look) {
    const ring = look.startsWith("step") ? [["circle", { class: "mark", cx: 14, cy: 14, r: 7, "stroke-width": 2 }]] : [];
    const parts = [...ring, ...(SHAPES[look] ?? [])].map(([tag, attributes]) => shape(tag, attributes));
    const ground = shape("rect", { class: "ground", x: 1, y: 1, width: 26, height: 26, "stroke-width": 2 });
    const box = { class: `swatch ${look}`, width: 28, height: 28, viewBox: "0 0 28 28", fill: "none", stroke: "currentColor" };
    return shape("svg", { ...box, "aria-hidden": "true", focusable: "false" }, ground, ...parts);
  }

  /** The words of the page in its language. */
  class Words {
    constructor(data, words) {
      const concluding = data.law.rules.filter(([, , then]) => then?.length).map(([name]) => name);
      const byName = (names, labels) => Object.fromEntries(names.map((name, place) => [name, labels[place]]));
      const [facts, rules] = [byName(Object.keys(data.facts), words.facts), byName([...new Set(concluding)], words.rules)];
      this.data = data;
      this.words = { ...words, facts, rules };
    }

    /** A label as a text or, in another language than the page's, an element that says so. */
    label(label) {
      return Array.isArray(label) ? h("span", { lang: label[1] }, label[0]) : label;
    }

    /** A label without its language, for attributes. */
    plain(label) {
      return Array.isArray(label) ? label[0] : label;
    }

    /** A text of the catalogue with its placeholders filled, as children of an element. */
    say(key, parts = {}) {
      return this.words.messages[key].split(/\{(\w+)\}/).map((piece, place) => (place % 2 ? parts[piece] : piece));
    }

    text(key) {
      return this.words.messages[key];
    }

    number(count) {
      return this.words.messages[`number.${count}`] ?? String(count);
    }

    plural(key, count, parts = {}) {
      return this.say(`${key}.${count === 1 ? "one" : "many"}`, { n: this.number(count), ...parts });
    }

    /** A text that begins a sentence. */
    capitalised(parts) {
      const first = parts.findIndex((part) => part !== "");
      const begun = (part) => part.charAt(0).toLocaleUpperCase(this.words.language) + part.slice(1);
      return parts.map((part, place) => (place === first && typeof part === "string" ? begun(part) : part));
    }

    /** a, b and c. */
    listed(items, joint = "and") {
      return items.flatMap((item, place) => {
        if (!place) return [item];
        return [place === items.length - 1 ? ` ${this.text(`list.${joint}`)} ` : ", ", item];
      });
    }

    quoted(item) {
      return this.say("quoted", { text: item });
    }

    named(kind, name) {
      const labels = this.words[kind];
      return this.label(Object.hasOwn(labels, name) ? labels[name] : name);
    }

    question(decision) {
      return this.label(this.words.decisions[decision][0]);
    }

    outcome(decision, outcome) {
      return this.label(this.words.decisions[decision][1][outcome]);
    }

    fact(name) {
      return this.named("facts", name);
    }

    /** A fact, an open term, or a rule whose dates are not known exactly. */
    need(name) {
      const { facts, open, rules } = this.words;
      const [labels] = [facts, open].filter((each) => Object.hasOwn(each, name));
      return this.label(labels ? labels[name] : (rules[name]?.[0] ?? name));
    }

    date(day) {
      const [year, month, number] = Values.dayText(day).split("-");
      const first = number === "01" ? this.text("date.first") : String(Number(number));
      return `${first}\u00a0${this.text(`month.${Number(month)}`)}\u00a0${year}`;
    }

    value(type, value) {
      if (value === null) return this.say("value.unknown");
      if (value === Comity.NONE) return this.say("value.none");
      const of = Values.bare(type);
      switch (of[0]) {
        case "bool":
          return this.say(value ? "value.yes" : "value.no");
        case "enum":
        case "scale": {
          const name = Values.toText(this.data, of, value);
          return [this.label(this.words.values[of[1]]?.[name] ?? name)];
        }
        case "date":
          return [this.date(value)];
        case "int":
        case "decimal":
        case "money": {
          const amount = this.amount(Values.toText(this.data, of, value));
          return of[0] === "money" ? this.say("value.money", { amount, currency: of[1] }) : [amount];
        }
        case "set":
          return this.set(of[1], value);
        case "list":
          return value.length ? value.flatMap((each, place) => [place ? "; " : "", this.record(of[1], each)]) : this.say("value.nobody");
        case "record":
          return this.record(of[1], value);
        default:
          return [clean(value)];
      }
    }

    amount(text) {
      const [whole, fraction] = text.replace("-", "\u2212").split(".");
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, this.text("value.thousands"));
      return grouped + (fraction ? this.text("value.decimal") + fraction : "");
    }

    set(of, value) {
      const listed = (members) => this.listed([...members].sort().map((each) => this.value(of, each)));
      const parts = [];
      if (value.members.size) parts.push(listed(value.members));
      if (value.uncertain.size) parts.push(this.say("value.perhaps", { members: listed(value.uncertain) }));
      return parts.length ? parts.flatMap((part, place) => [place ? "; " : "", part]) : this.say("value.empty");
    }

    record(name, record) {
      const known = this.data.records[name].filter(([field]) => (record.get(field) ?? null) !== null);
      return known.flatMap(([field, of], place) => [
        place ? ", " : "",
        this.say("value.field", { label: this.field(name, field), value: this.value(of, record.get(field)) }),
      ]);
    }

    field(record, name) {
      return this.label(this.words.fields[record]?.[name] ?? name);
    }
  }

  return { h, swatch, Words };
})();
