// The times that chrono-node (Indonesian locale) finds in gold passages, for `silang eval --found`.
//
//   node run.mjs FILE-OR-FOLDER... > found.json
//
// chrono answers with dates, our gold has TIMEX3 (docs/eval.md). What it can mean is turned into what the gold has, in its favour
// wherever both readings are fair:
//   - as fine as what it is certain of: the day, else the month, else the year; certain hours make a time, with the offset it read;
//   - a part of the day is that part, and a count of weeks is the week, as the gold has it, not the day that it answers with;
//   - "now" is PRESENT_REF; a start and an end are a range;
//   - findings with nothing but blanks, commas and brackets between them are one where they can be of one day ("Selasa (18/6/2024)
//     pukul 10.00"), since the gold counts them as one;
//   - a preposition that it takes in ("pada Selasa", "dalam tiga hari") is left off, as the gold has it;
//   - each paragraph is read alone, so that nothing is joined over its end;
//   - a page without a day of publication is read from the first full date that chrono itself finds on it.
// Nothing is added that it did not find: it has no durations and sets.
import * as chrono from "chrono-node/id";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

process.env.TZ = "Asia/Jakarta"; // chrono takes some days from the machine's zone
const WESTERN_INDONESIA = 7 * 60;
const PREPOSITION = /^(?:pada|dalam|di)\s+/i;
const COMPONENTS = ["year", "month", "day", "weekday", "hour"];

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).filter((name) => name.endsWith(".json")).sort().map((name) => join(path, name));
}

const two = (number) => String(number).padStart(2, "0");
const four = (number) => String(number).padStart(4, "0");

function referenceOf(published) {
  if (!published) return null;
  const offset = /([+-])(\d\d):(\d\d)$/.exec(published);
  const minutes = offset ? (offset[1] === "-" ? -1 : 1) * (60 * offset[2] + Number(offset[3])) : WESTERN_INDONESIA;
  const time = published.includes("T") ? published : `${published}T12:00`;
  const sign = minutes < 0 ? "-" : "+";
  const zone = `${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return { instant: new Date(offset ? time : time + zone), timezone: minutes };
}

function dayOf(parts) {
  return `${four(parts.get("year"))}-${two(parts.get("month"))}-${two(parts.get("day"))}`;
}

function weekOf(parts, later = 0) {
  const day = new Date(Date.UTC(parts.get("year"), parts.get("month") - 1, parts.get("day") + later));
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const first = Date.UTC(day.getUTCFullYear(), 0, 1);
  return `${day.getUTCFullYear()}-W${two(Math.ceil(((day - first) / 86400000 + 1) / 7))}`;
}

const PARTS = { morning: "TMO", noon: "TMI", afternoon: "TAF", evening: "TNI", tonight: "TNI", midnight: "TNI" };

function partOf(parts) {
  for (const [name, code] of Object.entries(PARTS)) {
    if (parts.tags().has(`casualReference/${name}`)) return code;
  }
  return null;
}

function clockOf(parts) {
  if (!parts.isCertain("hour")) return null;
  let clock = `T${two(parts.get("hour"))}:${two(parts.get("minute") ?? 0)}`;
  if (parts.isCertain("timezoneOffset")) {
    const offset = parts.get("timezoneOffset");
    clock += `${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  }
  return clock;
}

const saysDay = (parts) => parts.isCertain("day") || parts.isCertain("weekday");

function valueOf(parts, day = dayOf(parts)) {
  if (parts.tags().has("casualReference/now")) return "PRESENT_REF";
  const part = partOf(parts);
  if (part) return day + part;
  const clock = clockOf(parts);
  if (clock) return day + clock;
  // "This week" is the Sunday before it, and certain of nothing.
  if (!COMPONENTS.some((part) => parts.isCertain(part))) return weekOf(parts, 1);
  // A count of days makes it certain of the weekday, too; a count of weeks does not.
  const relative = parts.tags().has("result/relativeDate");
  if (relative && parts.isCertain("day") && !parts.isCertain("weekday")) return weekOf(parts);
  if (saysDay(parts)) return day;
  if (parts.isCertain("month")) return `${four(parts.get("year"))}-${two(parts.get("month"))}`;
  return four(parts.get("year"));
}

function read(line, reference) {
  return chrono.parse(line, reference, { forwardDate: false }).map((result) => ({
    begin: result.index + (PREPOSITION.exec(result.text)?.[0].length ?? 0),
    end: result.index + result.text.length,
    start: result.start,
    value: result.end ? `${valueOf(result.start)}/${valueOf(result.end)}` : valueOf(result.start),
    range: Boolean(result.end),
    day: saysDay(result.start) ? dayOf(result.start) : null,
    timed: Boolean(partOf(result.start) || clockOf(result.start)),
  }));
}

// One finding of two that stand together, or nothing when they are of different days.
function joined(one, other, line) {
  const between = line.slice(one.end, other.begin);
  if (!/^[\s,()]*$/.test(between) || one.range || other.range) return null;
  if (one.day && other.day && one.day !== other.day) return null;
  if (!one.day || (!other.day && !other.timed) || (one.timed && other.timed)) return null;
  const opened = (between.match(/\(/g) ?? []).length > (between.match(/\)/g) ?? []).length;
  const timed = one.timed ? one : other.timed ? other : null;
  return {
    ...one,
    end: other.end + (opened && line[other.end] === ")" ? 1 : 0),
    value: timed ? valueOf(timed.start, one.day) : one.value,
    timed: Boolean(timed),
  };
}

function timesOf(line, reference) {
  const times = [];
  for (const time of read(line, reference)) {
    const both = times.length > 0 ? joined(times.at(-1), time, line) : null;
    if (both) times[times.length - 1] = both;
    else times.push(time);
  }
  return times;
}

function firstFullDate(lines) {
  for (const line of lines) {
    for (const time of read(line, { instant: new Date("2000-01-01T12:00+07:00"), timezone: WESTERN_INDONESIA })) {
      const full = ["year", "month", "day"].every((part) => time.start.isCertain(part));
      if (full && !time.start.tags().has("result/relativeDate")) return referenceOf(dayOf(time.start));
    }
  }
  return referenceOf("2000-01-01");
}

const bytes = (text) => Buffer.byteLength(text, "utf8");

function passageTimes(passage) {
  const lines = [...(passage.title === undefined ? [] : [passage.title]), ...passage.text];
  const reference = referenceOf(passage.published) ?? firstFullDate(lines);
  const times = [];
  let before = 0;
  for (const line of lines) {
    for (const time of timesOf(line, reference)) {
      const span = [before + bytes(line.slice(0, time.begin)), before + bytes(line.slice(0, time.end))];
      times.push({ span, value: time.value });
    }
    before += bytes(line) + 1;
  }
  return { id: passage.id, times };
}

const found = [];
for (const file of process.argv.slice(2).flatMap(filesOf)) {
  const gold = JSON.parse(readFileSync(file, "utf8"));
  for (const passage of Array.isArray(gold) ? gold : [gold]) found.push(passageTimes(passage));
}
console.log(JSON.stringify(found));
