#!/usr/bin/env python3
"""Writes the same synthetic corpus of cross-linked briefs as a Hugo site and as a redlines site.

usage: corpus.py OUT --briefs N --actors N --events N [--seed S] [--words W] [--formats hugo,redlines] [--types]

--types gives the events of the redlines site a type each, so that there is something to filter by.

Every format carries the same work: a page per brief (actors and events listed, linked, footnotes rendered),
a page per actor (every brief and event naming it, by date), a page per event (its actors, the briefs citing it),
and an index per kind. Popularity is Zipf-like: few actors are named everywhere, as in real corpora.
"""
import argparse, datetime, os, random, shutil

WORDS = ("talks pause sanction envoy ceasefire strike retaliation deterrence threshold signal corridor ministry "
         "spokesperson council resolution airspace convoy channel backchannel mediator warning denial report official "
         "statement escalation restraint posture exercise deployment carrier enrichment inspectors text clause "
         "negotiation framework proxy militia border crossing intercept missile drone cyber outage disclosure leak "
         "assessment confidence source attribution claim dispute evidence timeline phase response proportional "
         "the a of to in and that with for on by from after before during under over against between").split()

TYPES = ("statement", "strike", "diplomatic", "economic", "cyber", "campaign", "proxy")
TYPED = False

def sentence(r, n=14):
    w = [r.choice(WORDS) for _ in range(r.randint(n - 5, n + 6))]
    return " ".join(w).capitalize() + "."

def zipf_pick(r, n, k):
    out = set()
    while len(out) < min(k, n):
        out.add(min(n - 1, int(n ** r.random()) - 1 if r.random() < .8 else r.randrange(n)))
    return sorted(out)

def build(a):
    r = random.Random(a.seed)
    base = datetime.date(2015, 1, 1)
    actors = [dict(id=f"actor-{i:05d}", name=f"{r.choice(WORDS).title()} {r.choice(WORDS).title()} {i}",
                   bio=" ".join(sentence(r) for _ in range(4))) for i in range(a.actors)]
    events = [dict(id=f"event-{i:06d}", title=sentence(r, 8)[:-1], date=base + datetime.timedelta(days=r.randrange(4000)),
                   actors=zipf_pick(r, a.actors, r.randint(2, 4)), rung=r.randint(1, 12),
                   body=" ".join(sentence(r) for _ in range(5))) for i in range(a.events)]
    briefs = []
    for i in range(a.briefs):
        acts = zipf_pick(r, a.actors, r.randint(4, 8))
        evs = sorted({r.randrange(a.events) for _ in range(r.randint(3, 6))})
        paras, words = [], 0
        while words < a.words:
            p = [sentence(r) for _ in range(r.randint(4, 7))]
            words += sum(s.count(" ") + 1 for s in p)
            paras.append(p)
        briefs.append(dict(id=f"brief-{i:06d}", title=sentence(r, 9)[:-1],
                           date=base + datetime.timedelta(days=r.randrange(4000)), actors=acts, events=evs, paras=paras,
                           notes=[sentence(r) for _ in range(3)], summary=sentence(r, 20)))
    return actors, events, briefs

def body(b, actors, events, link_actor, link_event):
    out = []
    for i, p in enumerate(b["paras"]):
        if i % 3 == 0:
            out.append(f"## {p[0][:-1]}\n")
        text = " ".join(p)
        if i < len(b["actors"]):
            text += " " + link_actor(actors[b["actors"][i]]) + " said so."
        if i < len(b["events"]):
            text += " This followed " + link_event(events[b["events"][i]]) + "."
        if i < 3:
            text += f" *Officials* disputed it[^n{i}]."
        out.append(text + "\n")
    for i, n in enumerate(b["notes"]):
        out.append(f"[^n{i}]: **Dispute:** {n}\n")
    return "\n".join(out)

def q(s): return '"' + s.replace('"', '\\"') + '"'
def qs(xs): return "[" + ", ".join(q(x) for x in xs) + "]"
def put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f: f.write(text)

BASE_HTML_HUGO = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="canonical" href="{{ .Permalink }}"></head><body><header><a href="/">Home</a> <a href="/briefs/">Briefs</a> <a href="/actors/">Actors</a> <a href="/events/">Events</a></header><main>{{ block "main" . }}{{ end }}</main></body></html>"""

def hugo(root, actors, events, briefs):
    c = root + "/content"
    put(root + "/hugo.toml", 'baseURL = "https://example.org/"\ntitle = "Bench"\ndisableKinds = ["RSS", "sitemap", "robotsTXT", "404"]\n[taxonomies]\nrefactor = "refactors"\nrefevent = "refevents"\n[markup.goldmark.renderer]\nunsafe = true\n')
    for t in ("refactors", "refevents"):
        put(f"{c}/{t}/_index.md", "+++\ntitle = \"x\"\n[build]\nrender = \"never\"\n[[cascade]]\n[cascade.build]\nrender = \"never\"\n+++\n")
    for s in ("briefs", "actors", "events"): put(f"{c}/{s}/_index.md", f'+++\ntitle = "{s.title()}"\n+++\n')
    for a in actors: put(f"{c}/actors/{a['id']}.md", f"+++\ntitle = {q(a['name'])}\n+++\n{a['bio']}\n")
    for e in events: put(f"{c}/events/{e['id']}.md", f"+++\ntitle = {q(e['title'])}\ndate = {e['date']}\nrefactors = {qs([actors[i]['id'] for i in e['actors']])}\n[params]\nrung = {e['rung']}\n+++\n{e['body']}\n")
    for b in briefs: put(f"{c}/briefs/{b['id']}.md", f"+++\ntitle = {q(b['title'])}\ndate = {b['date']}\nsummary = {q(b['summary'])}\nrefactors = {qs([actors[i]['id'] for i in b['actors']])}\nrefevents = {qs([events[i]['id'] for i in b['events']])}\n+++\n" + body(b, actors, events, lambda a: f"[{a['name']}](/actors/{a['id']}/)", lambda e: f"[{e['title']}](/events/{e['id']}/)"))
    L = root + "/layouts"
    put(L + "/_default/baseof.html", BASE_HTML_HUGO)
    put(L + "/index.html", '{{ define "main" }}<h1>Bench</h1>{{ range first 8 (where .Site.RegularPages.ByDate.Reverse "Section" "briefs") }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}</li>{{ end }}{{ end }}')
    put(L + "/_default/list.html", '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}')
    put(L + "/briefs/single.html", '{{ define "main" }}<h1>{{ .Title }}</h1><time>{{ .Date.Format "2006-01-02" }}</time>{{ .Content }}<h2>Actors</h2><ul>{{ range .Params.refactors }}{{ with site.GetPage (printf "/actors/%s" .) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}{{ end }}</ul><h2>Events</h2><ul>{{ range .Params.refevents }}{{ with site.GetPage (printf "/events/%s" .) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}</li>{{ end }}{{ end }}</ul>{{ end }}')
    put(L + "/events/single.html", '{{ define "main" }}<h1>{{ .Title }}</h1><time>{{ .Date.Format "2006-01-02" }}</time><p>Rung {{ .Params.rung }}</p>{{ .Content }}<h2>Actors</h2><ul>{{ range .Params.refactors }}{{ with site.GetPage (printf "/actors/%s" .) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}{{ end }}</ul><h2>Briefs</h2><ul>{{ with index site.Taxonomies.refevents .File.ContentBaseName }}{{ range .Pages.ByDate }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}</li>{{ end }}{{ end }}</ul>{{ end }}')
    put(L + "/actors/single.html", '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ with index site.Taxonomies.refactors .File.ContentBaseName }}<h2>Briefs</h2><ul>{{ range where .Pages.ByDate "Section" "briefs" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}</li>{{ end }}</ul><h2>Timeline</h2><ol>{{ range where .Pages.ByDate "Section" "events" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}</li>{{ end }}</ol>{{ end }}{{ end }}')

def redlines(root, actors, events, briefs):
    c = root + "/content"
    put(root + "/config.toml", 'title = "Bench"\nbase_url = "https://example.org"\n')
    for a in actors: put(f"{c}/actors/{a['id']}.md", f"+++\nname = {q(a['name'])}\nkind = \"organization\"\n+++\n{a['bio']}\n")
    for n, e in enumerate(events):
        kind = f"type = {q(TYPES[n % len(TYPES)])}\n" if TYPED else ""
        put(f"{c}/events/{e['id']}.md", f"+++\ntitle = {q(e['title'])}\ndate = {e['date']}\nactors = {qs([actors[i]['id'] for i in e['actors']])}\nrung = {e['rung']}\n{kind}+++\n{e['body']}\n")
    for b in briefs: put(f"{c}/briefs/{b['id']}.md", f"+++\ntitle = {q(b['title'])}\ndate = {b['date']}\nsummary = {q(b['summary'])}\nactors = {qs([actors[i]['id'] for i in b['actors']])}\nevents = {qs([events[i]['id'] for i in b['events']])}\n+++\n" + body(b, actors, events, lambda a: f"[[{a['id']}|{a['name']}]]", lambda e: f"[[{e['id']}|{e['title']}]]"))

if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("out"); p.add_argument("--briefs", type=int, default=1000); p.add_argument("--actors", type=int, default=200)
    p.add_argument("--events", type=int, default=2000); p.add_argument("--seed", type=int, default=7); p.add_argument("--words", type=int, default=600)
    p.add_argument("--formats", default="hugo,redlines")
    p.add_argument("--types", action="store_true")
    a = p.parse_args()
    TYPED = a.types
    data = build(a)
    for f in a.formats.split(","):
        root = os.path.join(a.out, f)
        shutil.rmtree(root, ignore_errors=True)
        dict(hugo=hugo, redlines=redlines)[f](root, *data)
