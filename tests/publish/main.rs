//! `redlines publish` against real servers on loopback: one binary, a module for each kind of test.
//!
//! `tests/publish/setup` installs the servers. Where a program is missing, the tests that need it are skipped and
//! listed as ignored; with `REDLINES_REQUIRE_TOOLS` set, as `scripts/test` does, they fail. The built-in harness
//! cannot skip a test while it runs, so this binary has libtest-mimic's.

#[path = "../suite/command.rs"]
mod command;
#[path = "../suite/server.rs"]
#[allow(dead_code)]
mod server;
#[path = "../suite/site.rs"]
#[allow(dead_code)]
mod site;
#[path = "../suite/walk.rs"]
#[allow(dead_code)]
mod walk;

mod bad_input;
mod desk;
mod git;
mod killed;
mod lock;
mod programs;
mod proxy;
mod s3;
mod s3_server;
mod sample;
mod sftp;
mod tls;
mod webdav;

use std::collections::BTreeSet;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Completion, Failed, Trial};

/// A test, and the programs that it needs.
struct Test {
    name: &'static str,
    programs: &'static [&'static str],
    run: fn(),
}

macro_rules! tests {
    ($($module:ident needs $programs:tt { $($name:ident,)+ })+) => {
        [$($(Test {
            name: concat!(stringify!($module), "::", stringify!($name)),
            programs: &$programs,
            run: $module::$name,
        }),+),+]
    };
}

/// Every test of this binary. The compiler reports one that is missing here as never used.
const TESTS: &[Test] = &tests! {
    bad_input needs [] {
        wrong_and_missing_credentials_are_named_and_not_shown,
        a_bucket_that_is_missing_is_named,
        a_server_that_fails_for_a_while_is_asked_again,
        a_server_that_fails_for_good_is_named_and_the_rest_is_sent_later,
        a_build_with_errors_is_not_published,
        drafts_are_never_published,
        a_damaged_record_is_not_taken_for_none,
        targets_are_chosen_by_name_by_default_or_because_there_is_one,
        a_target_may_have_its_own_address,
    }
    bad_input needs ["rclone"] {
        a_wrong_password_is_named_and_not_shown,
        a_server_that_lets_nobody_write_is_named,
        a_full_target_is_named_and_completed_later,
    }
    git needs ["git"] {
        the_sample_arrives_whole_and_each_publish_is_one_commit,
        the_authors_worktree_is_not_touched_and_others_files_stay,
        what_somebody_pushed_meanwhile_is_not_lost,
        a_repository_that_is_missing_is_named,
    }
    killed needs [] {
        a_publish_to_s3_is_killed_at_any_moment_and_completed,
        a_publish_to_a_folder_is_killed_and_completed,
        a_publish_that_is_asked_to_stop_notes_what_it_sent,
    }
    lock needs [] {
        the_second_of_two_says_so,
        a_dead_lock_is_taken_over_whatever_its_clock_says,
        a_lock_is_broken_on_request,
    }
    lock needs ["rclone", "faketime"] {
        a_clock_an_hour_off_breaks_nothing,
    }
    s3 needs [] {
        large_files_go_in_parts_and_little_of_them_is_in_memory,
    }
    s3 needs ["rclone"] {
        the_sample_arrives_whole_with_its_headers_and_only_changes_follow,
        names_of_any_kind_arrive_and_go,
        a_prefix_keeps_two_sites_apart,
    }
    sample needs [] {
        the_sample_arrives_whole_in_a_folder_and_only_changes_follow,
        files_of_others_stay_and_are_replaced_only_on_request,
        what_others_removed_or_cut_short_is_sent_again_on_request,
    }
    sftp needs ["sshd", "ssh", "ssh-keygen", "pgrep"] {
        the_sample_arrives_whole_and_only_changes_follow,
    }
    sftp needs ["sshd", "ssh", "ssh-keygen"] {
        names_of_any_kind_arrive_and_go,
        a_server_that_lets_nobody_write_or_nobody_in_is_named,
    }
    tls needs [] {
        a_site_is_published_over_tls,
        a_link_is_checked_over_tls_and_only_whom_the_system_trusts,
    }
    webdav needs ["rclone"] {
        the_sample_arrives_whole_and_only_changes_follow,
        names_of_any_kind_arrive_and_go,
    }
};

impl Test {
    fn missing(&self) -> impl Iterator<Item = &'static str> {
        self.programs.iter().copied().filter(|name| programs::find(name).is_none())
    }

    /// Runs the test, or says which programs it lacks.
    fn trial(&'static self) -> Trial {
        Trial::ignorable_test(self.name, || {
            let missing: Vec<_> = self.missing().collect();
            if missing.is_empty() {
                (self.run)();
                return Ok(Completion::Completed);
            }
            let reason = format!("not installed: {}", missing.join(", "));
            match std::env::var_os("REDLINES_REQUIRE_TOOLS") {
                Some(_) => Err(Failed::from(format!("{reason}; run tests/publish/setup"))),
                None => Ok(Completion::ignored_with(reason)),
            }
        })
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let conclusion = libtest_mimic::run(&arguments, TESTS.iter().map(Test::trial).collect());
    if conclusion.num_ignored > 0 {
        let missing: BTreeSet<_> = TESTS.iter().flat_map(Test::missing).collect();
        let missing = missing.into_iter().collect::<Vec<_>>().join(", ");
        println!(
            "{} tests of publishing were skipped, for want of: {missing}\ntests/publish/setup installs what is missing.\n",
            conclusion.num_ignored
        );
    }
    conclusion.exit_code()
}
