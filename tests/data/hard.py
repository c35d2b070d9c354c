"""What must stand in the files of the site of hard cases, and what must not. The argument is the built site."""

import csv
import io
import json
import sys
from pathlib import Path

import feedparser
import icalendar
import networkx

site = Path(sys.argv[1])
base = "https://example.org/folder"


def text(path):
    return (site / path).read_bytes().decode()


def records(name):
    return json.loads(text(f"data/{name}.json"))[name]


def by_id(name):
    return {it["id"]: it for it in records(name)}


events, briefs, actors = by_id("events"), by_id("briefs"), by_id("actors")

# Drafts and what a withdrawn brief said are nowhere, its tombstone is.
for path in site.rglob("*"):
    if path.is_file():
        assert b"SECRET" not in path.read_bytes(), f"{path} tells a secret"
assert "draft" not in briefs
gone = briefs["gone"]
assert gone["status"] == "withdrawn" and gone["title"] == "Gone"
assert gone["corrections"][0] | {"withdrawn": True, "text": "It was wrong."} == gone["corrections"][0]
assert not any(gone[key] for key in ("summary", "actors", "events", "sources", "key_judgements", "annotations"))
assert {it["brief"] for it in records("annotations")} == {"stands"}

# Dates have their bounds, as far as they are known.
dates = {it["date"]: (it["earliest"], it["latest"]) for it in events.values()}
assert dates["198X"] == ("1980-01-01", "1989-12-31")
assert dates["2025-06~"] == ("2025-05-01", "2025-07-31")
assert dates["2025-06-13/2025-06-24"] == ("2025-06-13", "2025-06-24")
assert dates["-0043"][0] == "-000043-01-01"

# Ids of any script are addresses, and what a format cannot hold is spelt.
assert actors["علی"]["url"] == f"{base}/actors/%D8%B9%D9%84%DB%8C/"
document = json.loads(text("actors/علی/index.json"))
assert document["actor"] == actors["علی"] and "generated" not in document
assert document["license"] == "CC-BY-4.0" and document["version"] == 1
own = json.loads(text("actors/علی/events.json"))["events"]
assert own == [events["50-é-one"]], own
entities = [json.loads(line) for line in text("data/followthemoney.ndjson").splitlines()]
ids = {it["id"]: it for it in entities}
assert ids["actor-.d8.b9.d9.84.db.8c"]["schema"] == "Person"
assert ids["actor-a.2eb.5fc"]["schema"] == "PublicBody"
links = {(it["schema"], it["properties"].get("role", [""])[0]) for it in entities}
assert {("Directorship", "Leads"), ("UnknownLink", "Part of"), ("Membership", "Member of")} <= links, links
assert ids["event-no-actors"]["properties"]["notes"] == ["Status: Alleged"]
assert "event-taken-back" not in ids

# Nothing in a table is a formula, and lists of roles go with their actors.
rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text("data/events.csv"), newline=""))}
one = rows["50-é-one"]
assert one["title"].startswith("'=HYPERLINK") and one["description"] == "'@text first."
assert one["tags"] == "'=tag; Tag two" and one["latitude"] == "-35.5"
assert list(zip(one["actors"].split(), one["roles"].split())) == [
    ("علی", "initiator"), ("علی", "source"), ("people", "participant"), ("nobody-knows", "participant"),
], one

# A calendar has days and moments, and nothing that is only known to lie within years.
calendar = icalendar.Calendar.from_ical(text("data/events.ics"))
entries = {str(it["UID"]).split("/")[-2]: it for it in calendar.walk("VEVENT")}
title = {event["title"]: key for key, event in events.items()}
assert title["Dated 19XX"] not in entries and title["Dated 198X"] not in entries
assert str(entries["control"]["SUMMARY"]) == "Bell and <script>alert(1)</script> ]]> & [31m"
assert entries["control"]["DTEND"].dt.isoformat() == "2025-06-25"
assert entries[title["Dated 2025-06-15T14:30+03:30"]]["DTSTART"].dt.isoformat() == "2025-06-15T11:00:00+00:00"
assert entries["taken-back"]["STATUS"] == "CANCELLED" and entries["no-actors"]["STATUS"] == "TENTATIVE"
place = entries["50-%C3%A9-one"]
assert str(place["LOCATION"]) == "Point; with, signs\\" and place["GEO"].latitude == -35.5

# A timeline is HTML.
slides = {it["unique_id"]: it for it in json.loads(text("data/timeline.json"))["events"]}
assert "<script" not in text("data/timeline.json").replace("\\u003c", "<")
assert slides["control"]["text"]["headline"].startswith("Bell\u0007 and &lt;script&gt;")
assert "taken-back" not in slides and slides[title["Dated 2025-06~"]]["display_date"] == "about June 2025"

# A graph has every relation with its kind; XML holds no control characters.
graph = networkx.read_graphml(site / "data/graph.graphml", force_multigraph=True)
labels = {data["id"]: data["label"] for _, data in graph.nodes(data=True)}
assert labels["control"] == "Bell and <script>alert(1)</script> ]]> & [31m"
edges = {(graph.nodes[a]["id"], data["relation"], graph.nodes[b]["id"]) for a, b, data in graph.edges(data=True)}
assert {("علی", "leads", "council"), ("علی", "takes-part", "50-é-one"), ("50-é-one", "touches", "line"),
        ("control", "responds-to", "50-é-one"), ("council", "holds", "line"), ("line", "warns", "علی"),
        ("stands", "names", "علی"), ("stands", "cites", "odd-source"), ("council", "holds-office", "league")} <= edges
assert not any("gone" in (a, b) for a, _, b in edges)
around = networkx.read_graphml(site / "thresholds/line/graph.graphml", force_multigraph=True)
assert {data["kind"] for _, data in around.nodes(data=True)} == {"actor", "event", "threshold"}

# A feed has the latest entries, full texts whose links hold anywhere, and the withdrawn as withdrawn.
feed = feedparser.parse(str(site / "briefs/feed.xml"))
assert feed.feed.title_detail.value == "Data & <hard> ]]> cases: Briefs", feed.feed.title_detail
entries = {entry.link.split("/")[-2]: entry for entry in feed.entries}
assert list(entries) == ["stands", "gone", "undated"]
stands = entries["stands"]
assert stands.id == f"{base}/briefs/stands/" and stands.updated == "2025-06-25T00:00:00Z"
assert stands.published == "2025-06-20T00:00:00Z" and [it.name for it in stands.authors] == ["-Dash", "A, B"]
html = stands.content[0].value
for part in (f'src="{base}/briefs/stands/map.png"', f'href="{base}/briefs/gone/"', f'href="{base}/actors/council/"',
             f'href="{base}/briefs/stands/#part"', "Corrected on 25 June 2025: @Later &lt;b&gt;"):
    assert part in html, part
assert entries["gone"].summary == "Withdrawn on 12 June 2025: It was wrong." and "content" not in entries["gone"]
whole = feedparser.parse(str(site / "feed.xml"))
assert len(whole.entries) == 14 and whole.entries[0].id == whole.entries[0].link
control = feedparser.parse(str(site / "actors/a.b_c/feed.xml")).entries[0]
assert control.title_detail.value == "Bell and <script>alert(1)</script> ]]> & [31m", control.title_detail
followed = feedparser.parse(str(site / "actors/علی/feed.xml"))
assert {entry.link.split("/")[-2] for entry in followed.entries} == {"stands", "50-%C3%A9-one"}
assert not any("content" in entry for entry in followed.entries)
line = feedparser.parse(str(site / "thresholds/feed.xml")).entries[0]
assert line.summary.startswith("Crossed on 17 June 2025") or line.summary.startswith("Tested on 15 June 2025"), line.summary
tag = feedparser.parse(str(next(site.glob("tags/*tag/feed.xml"))))
assert len(tag.entries) == 1

print("the hard cases stand")
