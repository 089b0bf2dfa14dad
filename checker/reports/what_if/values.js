/* Values of facts: as text in a field, as data in a link, as words, as lines of a case file. */
"use strict";

const Values = (() => {
  const { NONE } = Comity;
  const EPOCH = 719163;
  const DAY = 86400000;
  const LAST_DAY = 3652059;
  const LONGEST = 30;
  const UNSAFE = String.raw`\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff`;

  const bare = (type) => (type[0] === "optional" ? type[1] : type);
  const isOptional = (type) => type[0] === "optional";

  // ── days and numbers ──────────────────────────────────────────────────────────────────────────────────────────

  /** 2024-05-01 of a day's number. */
  const dayText = (day) => new Date((day - EPOCH) * DAY).toISOString().slice(0, 10);

  /** The number of 2024-05-01, or undefined where there is no such day. */
  function dayOf(text) {
    const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (!found) return undefined;
    const [year, month, day] = found.slice(1).map(Number);
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    const exists = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return exists ? date.getTime() / DAY + EPOCH : undefined;
  }

  /** How many digits a number has behind its point. */
  const placesOf = (type) => ({ decimal: type[1], money: 2 })[type[0]] ?? 0;

  function scaledText(number, places) {
    const digits = String(number < 0 ? -number : number).padStart(places + 1, "0");
    const fraction = places ? digits.slice(-places).replace(/0+$/, "") : "";
    return (number < 0 ? "-" : "") + digits.slice(0, digits.length - places) + (fraction && `.${fraction}`);
  }

  function scaledOf(text, places) {
    const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    if (!found || text.length > LONGEST || (found[3] !== undefined && !places)) return undefined;
    const fraction = (found[3] ?? "").replace(/0+$/, "");
    if (fraction.length > places) return undefined;
    return Comity.normal(BigInt(found[1] + found[2] + fraction.padEnd(places, "0")));
  }

  // ── text in a field ───────────────────────────────────────────────────────────────────────────────────────────

  /** A known scalar as one types it. */
  function toText(types, type, value) {
    const of = bare(type);
    switch (of[0]) {
      case "bool":
        return value ? "true" : "false";
      case "scale":
        return types.scales[of[1]][value];
      case "date":
        return dayText(value);
      case "int":
      case "decimal":
      case "money":
        return scaledText(value, placesOf(of));
      default:
        return value;
    }
  }

  /** The scalar that a text stands for, or undefined. */
  function fromText(types, type, text) {
    const of = bare(type);
    switch (of[0]) {
      case "bool":
        return { true: true, false: false }[text];
      case "enum":
        return types.enums[of[1]].includes(text) ? text : undefined;
      case "scale": {
        const rank = types.scales[of[1]].indexOf(text);
        return rank < 0 ? undefined : rank;
      }
      case "date":
        return dayOf(text);
      case "code":
        return /^[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*$/.test(text) ? text : undefined;
      case "int":
      case "decimal":
      case "money": {
        const number = scaledOf(text, placesOf(of));
        const [low, high] = of.slice(-2).map(Comity.decode);
        return number !== undefined && low <= number && number <= high ? number : undefined;
      }
      default:
        return text;
    }
  }

  /** Values that one chooses among, as data; undefined where a value is typed. */
  function choices(types, type) {
    const of = bare(type);
    if (of[0] === "bool") return [true, false];
    if (of[0] === "enum") return types.enums[of[1]];
    return of[0] === "scale" ? types.scales[of[1]].map((_, rank) => rank) : undefined;
  }

  // ── data in a link ────────────────────────────────────────────────────────────────────────────────────────────

  /** The inverse of `Comity.decode`; a field that is not known has no entry. */
  function encode(value) {
    if (value === NONE) return { $: "none" };
    if (typeof value === "bigint") return { $: "int", digits: String(value) };
    if (Array.isArray(value)) return value.map(encode);
    if (value instanceof Map) return Object.fromEntries([...value].filter(([, held]) => held !== null).map(([name, held]) => [name, encode(held)]));
    if (!Comity.isSet(value)) return value;
    const sorted = (members) => [...members].map(encode).sort();
    return { $: "set", in: sorted(value.members), ...(value.uncertain.size ? { may: sorted(value.uncertain) } : {}) };
  }

  /** The value of the type that data from a stranger stands for, or undefined. Unknown is null. */
  function read(types, type, data) {
    if (data === null) return null;
    if (isOptional(type)) return data?.$ === "none" ? NONE : read(types, type[1], data);
    switch (type[0]) {
      case "set":
        return readSet(types, type[1], data);
      case "record":
        return readRecord(types, type[1], data);
      case "list": {
        if (!Array.isArray(data) || data.length > type[2]) return undefined;
        const records = data.map((each) => readRecord(types, type[1], each));
        return records.includes(undefined) ? undefined : records;
      }
      default:
        return readScalar(types, type, data);
    }
  }

  function readScalar(types, type, data) {
    const wanted = { bool: "boolean", enum: "string", code: "string", text: "string" }[type[0]] ?? "number";
    const isLarge = data?.$ === "int" && /^-?\d{1,30}$/.test(data.digits);
    const value = isLarge ? Comity.decode(data) : data;
    if (typeof value !== wanted && !(wanted === "number" && typeof value === "bigint")) return undefined;
    if (wanted === "number" && typeof value === "number" && !Number.isSafeInteger(value)) return undefined;
    if (type[0] === "scale") return types.scales[type[1]][value] === undefined ? undefined : value;
    if (type[0] === "date") return value >= 1 && value <= LAST_DAY ? value : undefined;
    return fromText(types, type, toText(types, type, value));
  }

  function readSet(types, of, data) {
    if (data?.$ !== "set" || !Array.isArray(data.in) || !Array.isArray(data.may ?? [])) return undefined;
    const members = data.in.map((each) => readScalar(types, of, each));
    const uncertain = (data.may ?? []).map((each) => readScalar(types, of, each));
    return [...members, ...uncertain].includes(undefined) ? undefined : setOf(members, uncertain);
  }

  function setOf(members, uncertain) {
    const certain = new Set(members);
    return { members: certain, uncertain: new Set([...uncertain].filter((each) => !certain.has(each))) };
  }

  function readRecord(types, name, data) {
    if (data === null || typeof data !== "object" || Array.isArray(data)) return undefined;
    const fields = new Map(types.records[name]);
    const record = new Map();
    for (const [field, held] of Object.entries(data)) {
      const value = fields.has(field) ? read(types, fields.get(field), held) : undefined;
      if (value === undefined) return undefined;
      if (value !== null) record.set(field, value);
    }
    return record;
  }

  /** Whether two values are the same. */
  const same = (one, other) => JSON.stringify(sorted(encode(one))) === JSON.stringify(sorted(encode(other)));

  function sorted(data) {
    if (Array.isArray(data)) return data.map(sorted);
    if (data === null || typeof data !== "object") return data;
    return Object.fromEntries(Object.entries(data).sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, held]) => [key, sorted(held)]));
  }

  // ── lines of a case file ──────────────────────────────────────────────────────────────────────────────────────

  /** A text in quotes, in which nothing is invisible, turns the rest around or opens a bracket that it does not close. */
  function quoted(text) {
    const many = (pattern) => (text.match(pattern) ?? []).length;
    const brackets = many(/[[{]/g) > many(/[\]}]/g) ? "[{" : "";
    const unsafe = new RegExp(`[${brackets.replace(/./g, "\\$&")}${UNSAFE}]`, "g");
    const pairs = /[\ud800-\udbff][\udc00-\udfff]|[^]/gu;
    const escape = (unit) => unit.replace(unsafe, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);
    return JSON.stringify(text).replace(pairs, (each) => (each.length === 2 ? each : escape(each)));
  }

  /** A name as it stands where it can, else in quotes: `none` and `unknown` mean something when they stand bare. */
  function word(text) {
    const isPlain = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(text) && !["none", "unknown"].includes(text);
    return isPlain ? text : quoted(text);
  }

  function scalarYaml(types, type, value) {
    return bare(type)[0] === "text" ? quoted(value) : word(toText(types, type, value));
  }

  /** What stands after `name:` at an indent, with its own line ends. */
  function yaml(types, type, value, indent) {
    if (value === null) return " unknown";
    if (value === NONE) return " none";
    const of = bare(type);
    const start = `\n${" ".repeat(indent)}`;
    const record = (fields, at) =>
      types.records[of[1]]
        .filter(([field]) => (fields.get(field) ?? null) !== null)
        .map(([field, held]) => `${field}:${yaml(types, held, fields.get(field), at)}`);
    switch (of[0]) {
      case "set": {
        const list = (members) => `[${[...members].map((each) => scalarYaml(types, of[1], each)).sort().join(", ")}]`;
        if (!value.uncertain.size) return ` ${list(value.members)}`;
        return `${start}includes: ${list(value.members)}${start}uncertain: ${list(value.uncertain)}`;
      }
      case "list": {
        if (!value.length) return " []";
        const entry = (fields) => record(fields, indent + 4).join(`${start}  `) || "{}";
        return value.map((each) => `${start}- ${entry(each)}`).join("");
      }
      case "record": {
        const fields = record(value, indent + 2);
        return fields.length ? fields.map((each) => start + each).join("") : " {}";
      }
      default:
        return ` ${scalarYaml(types, type, value)}`;
    }
  }

  return { bare, isOptional, dayText, dayOf, placesOf, toText, fromText, choices, encode, read, setOf, same, quoted, word, yaml };
})();
