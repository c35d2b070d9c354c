//! `redlines check --external`, against servers on this machine: what each answer means, that hosts are asked
//! politely, and what is remembered and reported.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::thread;
use std::time::Duration;

use redlines::external::{Answer, RequestPolicy, VisitOutcome, ask};
use serde_json::Value;

use crate::command::{Ran, run};
use crate::server::{Reaction, Server, redirect, status};
use crate::site::Site;

/// Impatient, and without pauses that nothing is learnt from.
const HASTY: RequestPolicy = RequestPolicy {
    hosts: 8,
    delay: Duration::from_millis(1),
    connect: Duration::from_millis(500),
    whole: Duration::from_millis(500),
    retries: 2,
    backoff: Duration::from_millis(1),
    patience: 100,
};

fn answers(addresses: &[String], manners: &RequestPolicy) -> BTreeMap<String, Answer> {
    let mut answers = BTreeMap::new();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    ask(&addresses, manners, |address, answer| {
        assert!(answers.insert(address.to_owned(), answer).is_none(), "{address} is told twice");
    });
    answers
}

/// An address at which nobody listens.
fn deserted() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}/", listener.local_addr().unwrap())
}

#[test]
fn each_answer_is_taken_for_what_it_says() {
    let server = Server::new(|method, path, before| match path {
        "/404-by-head" if method == "HEAD" => status(404),
        "/503-once" if before < 2 => status(503),
        "/hangs-by-head" if method == "HEAD" => Reaction::Hang,
        "/closes-once" if before < 2 => Reaction::Close,
        "/404-by-head" | "/503-once" | "/hangs-by-head" | "/closes-once" => status(200),
        "/moved" => redirect("/200#top"),
        "/moved-to-404" => redirect("/404"),
        "/circle" => redirect("/circle/2"),
        "/circle/2" => redirect("/circle"),
        "/file" => redirect("file:///etc/passwd"),
        "/nowhere" => redirect("http://"),
        "/without-location" => status(302),
        "/large" => Reaction::Body(20_000_000),
        "/hangs" => Reaction::Hang,
        "/closes" => Reaction::Close,
        path if path.starts_with("/on/") => redirect(&format!("{path}x")),
        path => status(path[1..].parse().unwrap()),
    });
    let cases = [
        ("/200", VisitOutcome::Good, "200", "HEAD"),
        ("/204", VisitOutcome::Good, "204", "HEAD"),
        ("/404", VisitOutcome::Missing, "404", "HEAD GET"),
        ("/404-by-head", VisitOutcome::Good, "200", "HEAD GET"),
        ("/410", VisitOutcome::Missing, "410", "HEAD GET"),
        ("/401", VisitOutcome::Unknown, "401", "HEAD GET"),
        ("/403", VisitOutcome::Unknown, "403", "HEAD GET"),
        ("/500", VisitOutcome::Unknown, "500", "HEAD GET GET GET"),
        ("/503-once", VisitOutcome::Good, "200", "HEAD GET GET"),
        ("/moved", VisitOutcome::Good, "200", "HEAD"),
        ("/moved-to-404", VisitOutcome::Missing, "404", "HEAD GET"),
        ("/circle", VisitOutcome::Unknown, "redirects in a circle", "HEAD"),
        ("/on/", VisitOutcome::Unknown, "over 10 redirects", "HEAD"),
        ("/file", VisitOutcome::Unknown, "redirects to `file:`", "HEAD"),
        ("/nowhere", VisitOutcome::Unknown, "redirects to no address", "HEAD"),
        ("/without-location", VisitOutcome::Unknown, "302", "HEAD GET"),
        ("/large", VisitOutcome::Good, "200", "HEAD GET"),
        ("/hangs", VisitOutcome::Unknown, "timed out", "HEAD GET"),
        ("/hangs-by-head", VisitOutcome::Good, "200", "HEAD GET"),
        ("/closes", VisitOutcome::Unknown, "", "HEAD GET GET GET"),
        ("/closes-once", VisitOutcome::Good, "200", "HEAD GET GET"),
    ];
    // What redirects to another path would count among that path's requests.
    let asked: Vec<String> = cases.iter().map(|(path, ..)| server.address(path)).collect();
    let answers = answers(&asked, &HASTY);
    assert_eq!(answers.len(), cases.len());
    for (path, outcome, told, methods) in cases {
        let answer = &answers[&server.address(path)];
        assert_eq!(answer.outcome, outcome, "{path}: {answer:?}");
        assert!(told.is_empty() || answer.told == told, "{path}: {answer:?}");
        if !matches!(path, "/200" | "/404") {
            assert_eq!(server.methods(path).join(" "), methods, "{path}");
        }
    }
    let agent = concat!("redlines/", env!("CARGO_PKG_VERSION"), " (link check)");
    assert!(server.asked().iter().all(|it| it.agent == agent));
}

/// The address of a server that takes whatever comes for a bad request.
fn unencrypted() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // Without reading what was sent, closing would break the answer off.
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        }
    });
    address
}

/// The address of a server that greets as those of mail do.
fn other_protocol() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"220 mail.example.org ESMTP\r\n");
        }
    });
    address
}

#[test]
fn what_is_no_http_is_unknown() {
    let cases = [
        (deserted(), "connection refused"),
        (unencrypted(), "no secure connection"),
        // No name ends like this, whatever the network: RFC 6761.
        ("http://nowhere.invalid/".to_owned(), "no such host"),
        (other_protocol(), "no answer in HTTP"),
    ];
    // Refusals come by themselves, however slow the machine or its resolver of names.
    let patient =
        RequestPolicy { connect: Duration::from_secs(60), whole: Duration::from_secs(60), ..HASTY };
    for (address, told) in cases {
        let answer = &answers(std::slice::from_ref(&address), &patient)[&address];
        assert_eq!(
            (answer.outcome, answer.told.as_str()),
            (VisitOutcome::Unknown, told),
            "{address}"
        );
        assert!(!answer.was_heard);
    }
}

#[test]
fn a_host_is_asked_by_one_request_at_a_time_with_a_pause_between() {
    let delay = Duration::from_millis(60);
    let server = Server::new(|_, path, _| match path {
        "/away" => redirect("/1"),
        _ => status(200),
    });
    let paths = ["/1", "/2", "/3", "/away"];
    let addresses: Vec<String> = paths.iter().map(|path| server.address(path)).collect();
    // Redirects of other hosts to this one wait for its turn, too.
    let target = server.address("/2");
    let others: Vec<Server> = (0..2)
        .map(|_| {
            let target = target.clone();
            Server::new(move |_, _, _| redirect(&target))
        })
        .collect();
    let addresses: Vec<String> =
        addresses.into_iter().chain(others.iter().map(|it| it.address("/"))).collect();
    let found = answers(&addresses, &RequestPolicy { delay, ..HASTY });
    assert!(found.values().all(|it| it.outcome == VisitOutcome::Good), "{found:?}");
    let mut times: Vec<_> = server.asked().into_iter().map(|it| it.at).collect();
    times.sort();
    assert_eq!(times.len(), 7);
    // The pause begins when an answer ends, and the server notes when a request begins.
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= delay), "{times:?}");
}

#[test]
fn hosts_that_want_or_say_nothing_are_left_alone() {
    let overtaxed = Server::new(|_, _, _| status(429));
    let silent = Server::new(|_, _, _| Reaction::Close);
    let paths = ["/1", "/2", "/3", "/4", "/5"];
    let of = |server: &Server| -> Vec<String> { paths.map(|it| server.address(it)).to_vec() };
    let manners = RequestPolicy { patience: 2, retries: 0, ..HASTY };
    let found = answers(&of(&overtaxed), &manners);
    assert_eq!((found.len(), overtaxed.asked().len()), (1, 1));
    let found = answers(&of(&silent), &manners);
    assert_eq!((found.len(), silent.asked().len()), (2, 4));
}

/// A site with one address at every place where one can stand.
fn site(of: impl Fn(&str) -> String) -> Site {
    let (gone, good) = (of("/gone"), of("/good"));
    Site::new()
        .with(
            "config.toml",
            format!(
                "title = \"Test\"\nbase_url = \"https://example.org/\"\n\
                 [[theme.navigation]]\ntitle = \"Elsewhere\"\nurl = \"{gone}?navigation\"\n"
            ),
        )
        .with(
            "content/actors/iran.md",
            format!("+++\nname = \"Iran\"\nkind = \"state\"\nlinks = [\"{gone}?actor\"]\n+++\n"),
        )
        .with(
            "content/sources.toml",
            format!(
                "[[sources]]\nkey = \"a\"\ntitle = \"A\"\nurl = \"{gone}\"\narchive_url = \"{good}\"\n\
                 [[sources]]\nkey = \"b\"\ntitle = \"B\"\nurl = \"{good}?b\"\narchive_url = \"{gone}?copy\"\n"
            ),
        )
        .with(
            "content/briefs/a.md",
            format!(
                "+++\ntitle = \"A brief\"\ndate = 2025-06-20\nactors = [\"iran\"]\n+++\n\
                 A [link]({gone}#part) and <{good}>, [a passage][^n], https://example.org/own.\n\n\
                 [^n]: A [note]({gone}), [@a; @b], [mail](mailto:a@example.org), [home](/), \
                 [own](https://example.org/x/).\n"
            ),
        )
}

/// An ordinary page.
fn page(text: &str) -> String {
    format!("+++\ntitle = \"A page\"\n+++\n{text}")
}

/// A check of a day with these options beside.
fn check(site: &Site, day: &str, options: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_redlines"));
    command.current_dir(site.path(""));
    // Whoever tests behind a proxy still asks this machine itself.
    command.env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1");
    run(command.args(["check", "--as-of", day]).args(options))
}

const EXTERNAL: [&str; 3] = ["--external", "--format", "json"];

fn report(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}{}", ran.out, ran.err))
}

/// The findings of the lint: path, line, message and help.
fn found(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap().iter();
    let own = findings.filter(|it| it["code"] == "broken-external-link");
    own.map(|it| format!("{}:{} {} | {}", it["file"], it["line"], it["message"], it["help"]))
        .map(|it| it.replace('"', ""))
        .collect()
}

fn remembered(site: &Site) -> String {
    fs::read_to_string(site.path("external-links.json")).unwrap()
}

/// A server at which `/gone` is gone and everything else is there. It asks for no pause, but it is asked with one:
/// each kind of address has a server of its own.
fn servers() -> (Server, Server) {
    (Server::new(|_, _, _| status(404)), Server::new(|_, _, _| status(200)))
}

#[test]
fn dead_addresses_are_reported_wherever_they_stand() {
    let (gone, good) = servers();
    let site = site(|path| if path == "/gone" { gone.address("/") } else { good.address("/") });
    let first = report(&check(&site, "2025-07-01", &EXTERNAL));
    assert_eq!(found(&first), Vec::<String>::new());
    assert_eq!(first["external"]["missing"], 4);
    assert_eq!((&first["external"]["good"], &first["external"]["asked"]), (&2.into(), &6.into()));
    let second = report(&check(&site, "2025-07-02", &EXTERNAL));
    // What is good is not asked again so soon.
    assert_eq!((&second["external"]["dead"], &second["external"]["asked"]), (&4.into(), &4.into()));
    let address = gone.address("/");
    let copy = format!("a source names a copy: {}", good.address("/"));
    let nothing = "look for a copy of it in an archive";
    let expected = [
        format!("config.toml:5 nothing is at `{address}?navigation` any more | {nothing}"),
        format!("content/actors/iran.md:4 nothing is at `{address}?actor` any more | {nothing}"),
        format!("content/briefs/a.md:6 nothing is at `{address}` any more | {copy}"),
        format!("content/briefs/a.md:8 nothing is at `{address}` any more | {copy}"),
        format!("content/sources.toml:4 nothing is at `{address}` any more | {copy}"),
        format!("content/sources.toml:10 nothing is at `{address}?copy` any more | {nothing}"),
    ];
    assert_eq!(found(&second), expected);
    // A third run asks nobody, and knows; a check that is not asked to look says nothing of it.
    let before = gone.asked().len() + good.asked().len();
    assert_eq!(found(&report(&check(&site, "2025-07-02", &EXTERNAL))), expected);
    assert!(found(&report(&check(&site, "2025-07-02", &["--format", "json"]))).is_empty());
    assert_eq!(gone.asked().len() + good.asked().len(), before);
    let text = check(&site, "2025-07-02", &["--external"]).out;
    let line = "Asked 0 of 6 addresses elsewhere: 2 good, 4 dead, 0 unknown\n";
    assert!(text.starts_with(line), "{text}");
}

#[test]
fn the_help_says_when_an_address_was_good_and_how_a_copy_is_named() {
    let server = Server::new(|_, _, before| status(if before < 1 { 200 } else { 404 }));
    let source =
        format!("[[sources]]\nkey = \"a\"\ntitle = \"A\"\nurl = \"{}\"\n", server.address("/"));
    let site = Site::new().with("content/sources.toml", source);
    for day in ["2025-07-01", "2025-07-08"] {
        assert!(found(&report(&check(&site, day, &EXTERNAL))).is_empty());
    }
    let expected = format!(
        "content/sources.toml:4 nothing is at `{}` any more | it was there on 2025-07-01: look for a copy of that time \
         in an archive, and name it by `redlines archive`",
        server.address("/")
    );
    assert_eq!(found(&report(&check(&site, "2025-07-09", &EXTERNAL))), [expected]);
}

#[test]
fn what_is_remembered_is_a_line_for_each_address() {
    let server = Server::new(|_, _, before| status(if before < 2 { 404 } else { 200 }));
    let site = Site::new().with("content/a.md", page(&format!("[a]({})\n", server.address("/"))));
    let entry = |rest: &str| format!("{{\n\"{}\": {{{rest}}}\n}}\n", server.address("/"));
    check(&site, "2025-07-01", &["--external"]);
    let missing =
        entry("\"state\":\"missing\",\"asked\":\"2025-07-01\",\"answer\":\"404\",\"failed\":1");
    assert_eq!(remembered(&site), missing);
    // On the same day nobody asks again.
    check(&site, "2025-07-01", &["--external"]);
    assert_eq!((remembered(&site), server.asked().len()), (missing, 2));
    check(&site, "2025-07-02", &["--external"]);
    let good = |day: &str| {
        let state = "\"state\":\"good\"";
        entry(&format!(
            "{state},\"asked\":\"{day}\",\"good\":\"{day}\",\"answer\":\"200\",\"failed\":0"
        ))
    };
    assert_eq!(remembered(&site), good("2025-07-02"));
    for (day, options, asked) in [
        ("2025-07-08", &["--external"][..], 3),
        ("2025-07-08", &["--external", "--again"], 4),
        ("2025-07-14", &["--external"], 4),
        ("2025-07-15", &["--external"], 5),
    ] {
        check(&site, day, options);
        assert_eq!(server.asked().len(), asked, "{day} {options:?}");
    }
    assert_eq!(remembered(&site), good("2025-07-15"));
    // An address that nobody links to any more is forgotten.
    let site = site.with("content/a.md", page("Nothing.\n"));
    check(&site, "2025-07-15", &["--external"]);
    assert_eq!(remembered(&site), "{}\n");
    // A site without addresses gets no file.
    let site = Site::new().with("content/a.md", page("Nothing.\n"));
    check(&site, "2025-07-15", &["--external"]);
    assert!(!site.path("external-links.json").exists());
}

#[test]
fn a_suspicion_outlives_answers_that_tell_nothing() {
    let server = Server::new(|_, _, before| match before {
        0 | 1 => status(410),
        2 | 3 => status(403),
        _ => status(404),
    });
    let site = Site::new().with("content/a.md", page(&format!("[a]({})\n", server.address("/"))));
    let states = ["2025-07-01", "2025-07-02", "2025-07-03"].map(|day| {
        check(&site, day, &["--external"]);
        let known: Value = serde_json::from_str(&remembered(&site)).unwrap();
        let entry = &known[server.address("/")];
        format!("{} {} {}", entry["state"], entry["answer"], entry["failed"]).replace('"', "")
    });
    assert_eq!(states, ["missing 410 1", "missing 410 2", "dead 404 3"]);
}

#[test]
fn nobody_is_asked_without_being_asked_to_or_of_a_broken_site() {
    let (gone, _) = servers();
    let site = Site::new().with("content/a.md", page(&format!("[a]({})\n", gone.address("/"))));
    for command in [&["check"][..], &["build"]] {
        site.run(command);
    }
    let site = site.with("content/b.md", page("[[no-such-document]]\n"));
    assert_eq!(check(&site, "2025-07-01", &["--external"]).code, 1);
    assert!(gone.asked().is_empty() && !site.path("external-links.json").exists());
    for wrong in [&["check", "--again"][..], &["check", "--timeout", "3"], &["build", "--external"]]
    {
        assert_eq!(site.run(wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn a_memory_that_does_not_parse_stays_as_it_is() {
    let (_, good) = servers();
    let broken = "{\n<<<<<<< ours\n}\n";
    let site = Site::new()
        .with("content/a.md", page(&format!("[a]({})\n", good.address("/"))))
        .with("external-links.json", broken);
    let ran = check(&site, "2025-07-01", &["--external"]);
    assert_eq!((ran.code, remembered(&site).as_str()), (1, broken));
    assert!(ran.err.contains("error[E0213]"), "{}", ran.err);
    assert!(ran.err.contains("--> external-links.json:2:1"), "{}", ran.err);
    assert!(good.asked().is_empty());
    assert_eq!(site.run(&["build"]).code, 0);
}

#[test]
fn a_silence_holds_and_may_rest() {
    let (gone, _) = servers();
    let site = Site::new().with(
        "content/a.md",
        format!(
            "+++\ntitle = \"A\"\nlints = {{ broken-external-link = \"Kept.\" }}\n+++\n[a]({})\n",
            gone.address("/")
        ),
    );
    for day in ["2025-07-01", "2025-07-02"] {
        let told = report(&check(&site, day, &EXTERNAL));
        assert_eq!(told["findings"].as_array().unwrap().len(), 0, "{told}");
    }
    let told = report(&check(&site, "2025-07-02", &EXTERNAL));
    assert_eq!(told["silenced"][0]["code"], "broken-external-link");
    assert_eq!(site.run(&["check", "--deny", "warnings"]).code, 0);
}
