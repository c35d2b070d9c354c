"""Holds the data and feeds of built sites against the formats' own tools. Arguments are folders of built sites."""

import csv
import io
import json
import re
import sys
import xml.etree.ElementTree
from pathlib import Path
from urllib.parse import unquote

import feedparser
import icalendar
import networkx
from followthemoney import model
from followthemoney.exc import InvalidData
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

problems = []


def refuse(path, message):
    problems.append(f"{path}: {message}")


def schemas(site):
    """The validators of the site's own schemas, by file name, which resolve references to each other."""
    folder = site / "data" / "schemas"
    read = {path.name: json.loads(path.read_text()) for path in folder.glob("*.json")}
    registry = Registry().with_resources(
        (f"https://schemas.example/{name}", Resource.from_contents(schema))
        for name, schema in read.items()
    )
    for name, schema in read.items():
        Draft202012Validator.check_schema(schema)
    return {
        name: Draft202012Validator(
            {"$ref": f"https://schemas.example/{name}"}, registry=registry
        )
        for name in read
    }


def check_json(site, path, validators):
    """A file that names its schema, and a timeline, which TimelineJS would not let name one."""
    data = json.loads(path.read_text())
    name = "timeline.json" if path.name == "timeline.json" else data["$schema"].rsplit("/", 1)[1]
    if "$schema" in data:
        address = data["$schema"]
        if not address.startswith(data["site"] + "data/schemas/"):
            refuse(path, f"names a schema elsewhere: {address}")
    for error in validators[name].iter_errors(data):
        refuse(path, f"{error.json_path}: {error.message}")
    return data


def check_csv(path):
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))
    for number, row in enumerate(rows):
        if len(row) != len(rows[0]):
            refuse(path, f"row {number} has {len(row)} fields, not {len(rows[0])}")
        for name, cell in zip(rows[0], row):
            is_number = cell.replace(".", "", 1).replace("-", "").isdigit()
            if cell[:1] in "=+-@\t\r\n" and cell and not is_number:
                refuse(path, f"row {number}: {name} would be run as a formula: {cell}")
    return rows


def check_calendar(path):
    text = path.read_bytes()
    for line in text.split(b"\r\n"):
        if len(line) > 75 or b"\n" in line or b"\r" in line:
            refuse(path, f"a line is not folded or not ended: {line!r}")
    calendar = icalendar.Calendar.from_ical(text)
    for name in ("VERSION", "PRODID"):
        if name not in calendar:
            refuse(path, f"no {name}")
    seen = set()
    for event in calendar.walk("VEVENT"):
        if event.errors:
            refuse(path, f"{event.get('UID')}: {event.errors}")
        for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
            if name not in event:
                refuse(path, f"an event has no {name}")
        if "DTEND" in event and event["DTEND"].dt <= event["DTSTART"].dt:
            refuse(path, f"{event['UID']} ends before it begins")
        if event["UID"] in seen:
            refuse(path, f"{event['UID']} stands twice")
        seen.add(event["UID"])
    return calendar


def check_graph(path):
    graph = networkx.read_graphml(path, force_multigraph=True)
    for node, data in graph.nodes(data=True):
        if not {"kind", "id", "label", "url"} <= data.keys():
            refuse(path, f"{node} is an end of an edge and no node")
    for source, target, data in graph.edges(data=True):
        if "relation" not in data:
            refuse(path, f"{source} → {target} says nothing")
    return graph


def check_entities(path):
    entities = {}
    for line in path.read_text().splitlines():
        data = json.loads(line)
        try:
            model.get_proxy(data, cleaned=False).schema.validate(data)
        except InvalidData as error:
            refuse(path, f"{data['id']}: {error} {getattr(error, 'errors', '')}")
            continue
        if data["id"] in entities:
            refuse(path, f"{data['id']} stands twice")
        entities[data["id"]] = data
    for data in entities.values():
        schema = model.get(data["schema"])
        for name, values in data["properties"].items():
            prop = schema.get(name)
            if prop is None:
                refuse(path, f"{data['id']}: {schema.name} has no property {name}")
                continue
            for value in values:
                if not prop.type.validate(value) or prop.type.clean(value) is None:
                    refuse(path, f"{data['id']}: {name} is no {prop.type.name}: {value}")
                if prop.type.name != "entity":
                    continue
                other = entities.get(value)
                if other is None:
                    refuse(path, f"{data['id']}: {name} refers to {value}, which is not there")
                elif not model.get(other["schema"]).is_a(prop.range):
                    refuse(path, f"{data['id']}: {name} refers to a {other['schema']}, not a {prop.range.name}")
    return entities


ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def check_feed(site, path):
    """Read as XML for what RFC 4287 asks, and by feedparser for what a reader would see of it."""
    root = xml.etree.ElementTree.parse(path).getroot()
    read = feedparser.parse(path.read_bytes())
    if read.bozo:
        refuse(path, f"feedparser: {read.bozo_exception}")
    if read.version != "atom10":
        refuse(path, f"is {read.version or 'no feed'}")
    for name in ("id", "title", "updated", "author"):
        if root.find(ATOM + name) is None:
            refuse(path, f"no {name}")
    own = root.find(f"{ATOM}link[@rel='self']").get("href")
    if own != root.find(ATOM + "id").text:
        refuse(path, "its id is not its address")
    base = own[: -len(path.relative_to(site).as_posix().encode())] if own.isascii() and own == unquote(own) else None
    entries = root.findall(ATOM + "entry")
    ids = [entry.find(ATOM + "id").text for entry in entries]
    if len(ids) != len(set(ids)):
        refuse(path, "an id stands twice")
    moments = [entry.find(ATOM + "updated").text for entry in entries]
    for moment in moments + [root.find(ATOM + "updated").text]:
        if not MOMENT.fullmatch(moment):
            refuse(path, f"{moment} is no moment")
    if moments != sorted(moments, reverse=True):
        refuse(path, "the latest does not stand first")
    for entry in entries:
        link = entry.find(f"{ATOM}link[@rel='alternate']").get("href")
        if base and link.startswith(base) and not (site / unquote(link[len(base):]) / "index.html").is_file():
            refuse(path, f"{link} is no page")
        if not entry.find(ATOM + "title").text:
            refuse(path, f"{link} has no title")
        content = entry.find(ATOM + "content")
        if content is not None:
            for name, value in re.findall(r"<[^<>]*\s(href|src)=[\"']([^\"']*)", content.text):
                if not re.match(r"[a-z]+:", value):
                    refuse(path, f"{link}: {name} leads nowhere from elsewhere: {value}")
    if len(read.entries) != len(entries):
        refuse(path, f"feedparser finds {len(read.entries)} of {len(entries)} entries")


def check(site):
    validators = schemas(site)
    checked = 0
    for path in sorted(site.rglob("*")):
        if not path.is_file() or "finder" in path.parts or "pagefind" in path.parts:
            continue
        if path.parent.name == "schemas" or path.name == "annotations.json" and path.parent.name != "data":
            continue
        match path.suffix:
            case ".json":
                check_json(site, path, validators)
            case ".csv":
                check_csv(path)
            case ".ics":
                check_calendar(path)
            case ".graphml":
                check_graph(path)
            case ".ndjson":
                check_entities(path)
            case ".xml" if path.name == "feed.xml":
                check_feed(site, path)
            case _:
                continue
        checked += 1
    agree(site)
    return checked


def agree(site):
    """The formats tell of the same events, and every id that a record names is that of another."""
    read = lambda name: json.loads((site / "data" / f"{name}.json").read_text())[name]
    events, actors, briefs = read("events"), read("actors"), read("briefs")
    sources, thresholds = read("sources"), read("thresholds")
    known = {
        "actors": {it["id"] for it in actors},
        "events": {it["id"] for it in events},
        "briefs": {it["id"] for it in briefs},
        "thresholds": {it["id"] for it in thresholds},
        "sources": {it["id"] for it in sources},
    }
    kinds = {"responds_to": "events", "responses": "events", "holds": "thresholds", "addressed": "thresholds",
             "holders": "actors", "addressed_to": "actors"}
    for name, records in (("events", events), ("actors", actors), ("briefs", briefs), ("thresholds", thresholds)):
        for record in records:
            for key, value in record.items():
                kind = kinds.get(key, key)
                if kind not in known or not isinstance(value, list):
                    continue
                for it in value:
                    while isinstance(it, dict):
                        it = it.get("id", it.get("event"))
                    if it not in known[kind]:
                        refuse(site, f"{name} {record['id']}: {key} names {it}, which is not there")
    for name in known:
        rows = list(csv.DictReader(io.StringIO((site / "data" / f"{name}.csv").read_bytes().decode(), newline="")))
        ids = {row["id" if name != "thresholds" else "threshold"] for row in rows}
        if ids != known[name] and not (name == "thresholds" and ids <= known[name]):
            refuse(site, f"{name}.csv and {name}.json differ: {ids ^ known[name]}")
    entities = (site / "data" / "followthemoney.ndjson").read_text().splitlines()
    counted = sum(json.loads(line)["schema"] == "Event" for line in entities)
    standing = sum(event["status"] != "retracted" for event in events)
    if counted != standing:
        refuse(site, f"{counted} events are entities, and {standing} stand")


if __name__ == "__main__":
    total = 0
    for folder in map(Path, sys.argv[1:]):
        total += check(folder)
    print("\n".join(problems[:50]))
    print(f"{total} files of {len(sys.argv) - 1} sites, {len(problems)} problems")
    sys.exit(bool(problems) or not total)
