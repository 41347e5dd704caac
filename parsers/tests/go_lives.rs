//! Go-live dates as different people write them, each a whole mail: the date, `vague` (ambiguous) or `-` (none is said),
//! with a `?` behind it where the date is tentative.

use greenroom_parsers::{IssueCode, Profile, read};

#[path = "go_lives/further.rs"]
mod further;

/// Reads a paragraph below one person, in a message of that day.
fn said(date: &str, text: &str) -> String {
    let raw = format!(
        "From: Pat Field <pat.field@vendor.example>\r\nTo: setup@greenroom.example\r\nSubject: new user\r\n\
         Date: {date} 09:00:00 -0500\r\nMessage-ID: <p@vendor.example>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n- Joan Hill, joan@acme.example, L2\r\n\r\n{}\r\n",
        text.replace('\n', "\r\n")
    );
    let found = read(raw.as_bytes(), &Profile::client_roles()).extraction;
    let has = |code: IssueCode| found.issues.iter().any(|issue| issue.code == code);
    let mut out = match &found.go_live {
        Some(go_live) => go_live.date.to_string(),
        None if has(IssueCode::AmbiguousGoLive) => "vague".to_owned(),
        None => "-".to_owned(),
    };
    if has(IssueCode::TentativeGoLive) {
        out.push('?');
    }
    out
}

fn check(date: &str, cases: &[(&str, &str)]) {
    let mut wrong = String::new();
    for (text, want) in cases {
        let got = said(date, text);
        if got != *want {
            wrong.push_str(&format!("\n{text:?}: want {want}, got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A Wednesday.
const DAY: &str = "Wed, 24 Feb 2027";

#[test]
fn given() {
    check(DAY, GIVEN);
}

#[test]
fn in_other_words() {
    check(DAY, WORDS);
}

#[test]
fn moved() {
    check(DAY, MOVED);
}

#[test]
fn tentative() {
    check(DAY, TENTATIVE);
}

#[test]
fn vague() {
    check(DAY, VAGUE);
}

#[test]
fn relative() {
    check(DAY, RELATIVE);
}

#[test]
fn holidays() {
    check(DAY, HOLIDAYS);
}

#[test]
fn beside_other_dates() {
    check(DAY, DISTRACTED);
}

#[test]
fn nothing_said() {
    check(DAY, NONE);
}

#[test]
fn in_lines_and_headings() {
    check(DAY, LINES);
}

#[test]
fn in_other_languages() {
    check(DAY, LANGUAGES);
}

#[test]
fn further_wordings() {
    check(DAY, further::FURTHER);
}

#[test]
fn over_the_turn_of_the_year() {
    check("Mon, 14 Dec 2026", LATE);
}

#[rustfmt::skip]
const GIVEN: &[(&str, &str)] = &[
    ("They go live March 2.", "2027-03-02"),
    ("Go-live is 15 March 2027.", "2027-03-15"),
    ("Go live date: 3/15/27", "2027-03-15"),
    ("Golive 03/15/2027!", "2027-03-15"),
    ("GO LIVE IS MARCH 15TH", "2027-03-15"),
    ("The client goes live on Monday, March 15.", "2027-03-15"),
    ("Acme is going live on the 15th of March.", "2027-03-15"),
    ("Go-live: the third of May", "2027-05-03"),
    ("we go live on may 3rd", "2027-05-03"),
    ("Going live May 3, 2027 - thanks", "2027-05-03"),
    ("go-live planned for 2027.02.28", "2027-02-28"),
    ("go-live is scheduled for 2027-05-03", "2027-05-03"),
    ("Their go-live is 2027/05/03.", "2027-05-03"),
    ("Their go live is 3-May-27", "2027-05-03"),
    ("Their go live is 03May2027", "2027-05-03"),
    ("Live on May third.", "2027-05-03"),
    ("go live on the twenty-first of June", "2027-06-21"),
    ("Go-live is Mon 3rd May", "2027-05-03"),
    ("FYI they're live from Monday the 3rd of May", "2027-05-03"),
    ("Go live 5/3.", "2027-05-03"),
    ("go live = 25/3", "2027-03-25"),
    ("Go-live on the 17th.", "2027-03-17"),
    ("Go-live will be Mardi Gras eve, Feb 28, 2027.", "2027-02-28"),
    ("May 3 is our go-live.", "2027-05-03"),
    ("On May 3 we go live.", "2027-05-03"),
    ("May 3rd, 2027 it is: that is when we go live.", "2027-05-03"),
    ("We have a go-live date! May 3.", "2027-05-03"),
    ("Good news about the go-live. It will be May 3.", "2027-05-03"),
    ("They asked for May 3 as go-live and that's agreed.", "2027-05-03"),
    ("Go live (Monday 3 May) is confirmed.", "2027-05-03"),
    ("Confirmed go-live of May 3, 2027.", "2027-05-03"),
    ("the 5/3 go live is on track", "2027-05-03"),
    ("with a May 3 go-live, these need to be ready", "2027-05-03"),
    ("The first Monday in May is our go-live.", "2027-05-03"),
    ("Go-live is the last day of August i.e. 8/31.", "2027-08-31"),
    ("Go live: 1st of next month", "2027-03-01"),
    ("Go live Sept. 7th", "2027-09-07"),
    ("Go-live Tuesday, Sept. 7.", "2027-09-07"),
    ("Go-live is at 8:00 AM on 3 May", "2027-05-03"),
    ("Go-live is 3 May at 6:48 AM", "2027-05-03"),
    ("Call me on 555-010-0199 about the go-live on 3 May", "2027-05-03"),
    ("Go-live 31 February, or so the plan says", "vague"),
    ("go-live 5-3-2027", "2027-05-03"),
    ("go live: Monday 3rd", "2027-05-03"),
    ("Scheduled go live is 2 March.", "2027-03-02"),
    ("Please make sure everything is in place before go-live on 3 May.", "2027-05-03"),
    ("Hold until go-live (3 May).", "2027-05-03"),
    ("Don't activate before go-live, which is May 3.", "2027-05-03"),
    ("Activate one week before go-live on 3 May.", "2027-05-03"),
    ("their go live date is monday may 3rd 2027 so we have time", "2027-05-03"),
    ("We're a go for May 3. That's the go-live.", "2027-05-03"),
];

#[rustfmt::skip]
const WORDS: &[(&str, &str)] = &[
    ("We open with the new system on June 1.", "2027-06-01"),
    ("They are live from Monday the 3rd of May.", "2027-05-03"),
    ("Their first day on the system is 3 May.", "2027-05-03"),
    ("First day live: May 3", "2027-05-03"),
    ("Cutover is 3 May.", "2027-05-03"),
    ("cut-over weekend ends with cutover on 3 May", "2027-05-03"),
    ("We switch over on May 3.", "2027-05-03"),
    ("The switchover happens on May 3.", "2027-05-03"),
    ("We are not live until March 8.", "2027-03-08"),
    ("They won't be live till March 8.", "2027-03-08"),
    ("Their big day with us is May 3.", "2027-05-03"),
    ("The big day is May 3!", "2027-05-03"),
    ("They start using it on May 3.", "2027-05-03"),
    ("They'll start using the platform on May 3.", "2027-05-03"),
    ("Rollout on May 3.", "2027-05-03"),
    ("The roll-out is set for May 3.", "2027-05-03"),
    ("Launch is May 3.", "2027-05-03"),
    ("We launch on May 3.", "2027-05-03"),
    ("They will be in production from May 3.", "2027-05-03"),
    ("Production start is May 3.", "2027-05-03"),
    ("They will be up and running on May 3.", "2027-05-03"),
    ("They flip the switch on May 3.", "2027-05-03"),
    ("The team begins using the software May 3.", "2027-05-03"),
    ("Their start date on the system is May 3.", "2027-05-03"),
    ("System goes into production on 3 May.", "2027-05-03"),
    ("They move onto the new system on May 3.", "2027-05-03"),
    ("Day one on the new platform is May 3.", "2027-05-03"),
    ("We turn it on for them on May 3, that is the launch.", "2027-05-03"),
    ("Implementation date is May 3.", "2027-05-03"),
    ("D-day is May 3.", "2027-05-03"),
    ("D-Day: 3 May, they go live then", "2027-05-03"),
    ("The new system takes over on May 3.", "2027-05-03"),
    ("Deployment date: May 3", "2027-05-03"),
    ("We're launching with Acme on the 3rd of May", "2027-05-03"),
];

#[rustfmt::skip]
const MOVED: &[(&str, &str)] = &[
    ("The go-live was pushed from 3 May to 17 May.", "2027-05-17"),
    ("Go-live moved from the 3rd to the 17th.", "2027-03-17"),
    ("The go-live has been moved to May 17 (was May 3).", "2027-05-17"),
    ("New go-live is May 17, not May 3.", "2027-05-17"),
    ("Go-live slips; it will now be three weeks from today instead of next Monday.", "2027-03-17"),
    ("go live was supposed to be 3/1 but its now 3/22", "2027-03-22"),
    ("Go-live was originally 3 May. It is now 17 May.", "2027-05-17"),
    ("Go-live is 3 May. Sorry, 10 May!", "2027-05-10"),
    ("Go-live is 3 May. Correction: 10 May.", "2027-05-10"),
    ("Go-live is 3 May, no wait, 10 May.", "2027-05-10"),
    ("Go-live is May 3 - I mean May 10.", "2027-05-10"),
    ("Go-live is 3 May. Make that the 10th of May.", "2027-05-10"),
    ("They go live on 3 May, sorry, on 10 May.", "2027-05-10"),
    ("We'll go live May 10 instead of May 3.", "2027-05-10"),
    ("Instead of May 3, they will go live May 10.", "2027-05-10"),
    ("Instead of going live on May 3 they now go live on May 10.", "2027-05-10"),
    ("Rather than 3 May we will go live on 10 May.", "2027-05-10"),
    ("The go-live of 3 May is off. The new date is 10 May.", "2027-05-10"),
    ("3 May no longer works for go-live; new date: 10 May.", "2027-05-10"),
    ("The client can't make May 3, so go-live is now May 10.", "2027-05-10"),
    ("Go-live has been brought forward from 17 May to 3 May.", "2027-05-03"),
    ("Go-live brought forward to 3 May from 17 May.", "2027-05-03"),
    ("We had to push go-live back, from Monday 3 May to Monday 17 May.", "2027-05-17"),
    ("Go live postponed to 5/17 (previously 5/3)", "2027-05-17"),
    ("Go live 5/3 -> 5/17", "2027-05-17"),
    ("Go-live: 3 May → 17 May", "2027-05-17"),
    ("Our go-live won't be May 3 but May 10.", "2027-05-10"),
    ("We are not going live on May 3. We are going live on May 10.", "2027-05-10"),
    ("We aren't going live May 3 after all, it's May 10.", "2027-05-10"),
    ("The old go-live was May 3. The new one is May 10.", "2027-05-10"),
    ("Old go-live: May 3. New go-live: May 10.", "2027-05-10"),
    ("Ignore the May 3 date I gave you for go-live, it's May 10.", "2027-05-10"),
    ("Forget May 3. Go-live is May 10.", "2027-05-10"),
    ("Previously we said May 3 for go-live; please change that to May 10.", "2027-05-10"),
    ("Please update the go-live date from 5/3/2027 to 5/10/2027.", "2027-05-10"),
    ("Please change the go-live to May 10, it was May 3.", "2027-05-10"),
    ("The go-live date changed: May 10, formerly May 3.", "2027-05-10"),
    ("They delayed go-live until May 10.", "2027-05-10"),
    ("The date has moved. We go live on May 10 now.", "2027-05-10"),
    ("I told you May 3 for the go-live, but Jane says May 10.", "2027-05-10"),
    ("Go-live is no longer 3 May, it is 10 May", "2027-05-10"),
    ("go live got bumped to may 10", "2027-05-10"),
    ("Go-live moved out two weeks, to May 17.", "2027-05-17"),
    ("Go-live moved out two weeks, from May 3 to May 17.", "2027-05-17"),
    ("The move from May 3 to May 17 for the go-live is final.", "2027-05-17"),
    ("After May 3 fell through, go-live is set for May 17.", "2027-05-17"),
];

#[rustfmt::skip]
const TENTATIVE: &[(&str, &str)] = &[
    ("Hopefully we go live on 3 May.", "2027-05-03?"),
    ("Go live TBD, likely 5/3/27", "2027-05-03?"),
    ("Go-live is probably May 3.", "2027-05-03?"),
    ("Target go-live: May 3", "2027-05-03?"),
    ("We're targeting May 3 for go-live.", "2027-05-03?"),
    ("Go-live should be May 3.", "2027-05-03?"),
    ("They might go live May 3.", "2027-05-03?"),
    ("Go-live: 3 May (TBC)", "2027-05-03?"),
    ("Go-live tentatively May 3.", "2027-05-03?"),
    ("Go-live around May 3.", "2027-05-03?"),
    ("Go-live is pencilled in for May 3.", "2027-05-03?"),
    ("We expect to go live on May 3.", "2027-05-03?"),
    ("We hope to be live on May 3.", "2027-05-03?"),
    ("We're aiming for a May 3 go-live.", "2027-05-03?"),
    ("Go-live May 3, to be confirmed.", "2027-05-03?"),
    ("Go-live May 3, fingers crossed!", "2027-05-03?"),
    ("Go-live is May 3 if all goes well.", "2027-05-03?"),
    ("Go-live May 3ish", "2027-05-03?"),
    ("Go-live is May 3, but that is not final yet.", "2027-05-03?"),
    ("Go-live is May 3. That date is still tentative.", "2027-05-03?"),
    ("I think the go-live is May 3.", "2027-05-03?"),
    ("Go-live is 3 May. Training is probably on 1 May.", "2027-05-03"),
    ("Go-live is 3 May, training is hopefully 26 April.", "2027-05-03"),
    ("I'm writing about the go-live on May 3.", "2027-05-03"),
    ("We are hoping for quick help. Go-live is May 3.", "2027-05-03"),
    ("Hope you are well! Go-live is May 3.", "2027-05-03"),
    ("Go-live is planned for May 3.", "2027-05-03"),
    ("Go-live is scheduled for May 3.", "2027-05-03"),
    ("Go-live is May 3, so they should be set up before.", "2027-05-03"),
];

#[rustfmt::skip]
const VAGUE: &[(&str, &str)] = &[
    ("Go-live in June.", "vague"),
    ("They go live sometime in June.", "vague"),
    ("Go-live: June 2027", "vague"),
    ("We go live in Q3.", "vague"),
    ("go-live q2 '27", "vague"),
    ("Go-live end of month.", "vague"),
    ("Go-live is at the end of May.", "vague"),
    ("Go live mid-May", "vague"),
    ("Go-live on 3 or 10 May.", "vague"),
    ("Go-live on May 3 or May 10.", "vague"),
    ("Go-live is either May 3 or May 10, we will let you know.", "vague"),
    ("Go-live: 5/3 or 5/10", "vague"),
    ("Go-live in the week of 3 May.", "vague"),
    ("go live week of 5/3", "vague"),
    ("Go-live next month.", "vague"),
    ("They go live in the spring.", "vague"),
    ("Go-live after Easter", "vague"),
    ("Go-live before Christmas.", "vague"),
    ("Go-live between 3 and 10 May.", "vague"),
    ("Go-live sometime between May 3 and May 10.", "vague"),
    ("Go-live early June", "vague"),
    ("Go-live next week.", "vague"),
    ("Go-live in late summer", "vague"),
    ("Go-live second half of May", "vague"),
    ("Go-live May 3/4", "vague"),
];

#[rustfmt::skip]
const RELATIVE: &[(&str, &str)] = &[
    ("We go live in two weeks.", "2027-03-10"),
    ("Go-live is three weeks from today.", "2027-03-17"),
    ("Go-live in 10 days", "2027-03-06"),
    ("Go-live is a week from Friday.", "2027-03-05"),
    ("Go-live is two weeks from Monday.", "2027-03-15"),
    ("go-live a fortnight from Monday", "2027-03-15"),
    ("They go live in a fortnight.", "2027-03-10"),
    ("Go-live is Friday.", "2027-02-26"),
    ("Go-live this Friday.", "2027-02-26"),
    ("Go-live is Monday.", "2027-03-01"),
    ("Go-live is Monday week.", "2027-03-08"),
    ("Go-live is tomorrow.", "2027-02-25"),
    ("Go-live is the day after tomorrow.", "2027-02-26"),
    ("We are going live today!", "2027-02-24"),
    ("Go-live a week from today", "2027-03-03"),
    ("Go-live one week from tomorrow", "2027-03-04"),
    ("Go-live in one month.", "2027-03-24"),
    ("Go-live first Monday in March", "2027-03-01"),
    ("Go-live: the second Tuesday of April", "2027-04-13"),
    ("Go-live is the last Friday of March.", "2027-03-26"),
    ("Go-live on the first of April", "2027-04-01"),
    ("go live on the last day of march", "2027-03-31"),
    ("Go live 1 week from now", "2027-03-03"),
    ("Go-live is Tuesday of next week", "2027-03-02"),
    ("Go-live Thursday next week", "2027-03-04"),
    ("Go-live is two weeks after Monday", "2027-03-15"),
];

#[rustfmt::skip]
const HOLIDAYS: &[(&str, &str)] = &[
    ("Go-live is the Monday after Thanksgiving.", "2027-11-29"),
    ("They go live the Tuesday after Labor Day.", "2027-09-07"),
    ("Go-live is the day after Labor Day.", "2027-09-07"),
    ("Go-live the Tuesday after Memorial Day", "2027-06-01"),
    ("We go live on Easter Monday.", "2027-03-29"),
    ("Go-live the Tuesday after Easter", "2027-03-30"),
    ("Go-live on July 4th", "2027-07-04"),
    ("Go-live on the Fourth of July", "2027-07-04"),
    ("Go-live on Boxing Day", "2027-12-26"),
    ("Go-live New Year's Day", "2028-01-01"),
    ("Go-live is the Monday before Christmas.", "2027-12-20"),
    ("Go-live on Veterans Day", "2027-11-11"),
    ("Go-live is Columbus Day, so the banks are closed", "2027-10-11"),
    ("Go-live the Tuesday following Presidents' Day", "2028-02-22"),
    ("Go-live on Whit Monday", "2027-05-17"),
    ("Go-live is on Halloween", "2027-10-31"),
    ("Go-live: May 3 (the Monday before Mother's Day)", "2027-05-03"),
    ("Go-live after Thanksgiving", "vague"),
    ("Go-live 5 April, right after Easter", "2027-04-05"),
    ("Livegang ist am Dienstag nach Ostern.", "2027-03-30"),
    ("Livegang ist am Ostermontag.", "2027-03-29"),
];

#[rustfmt::skip]
const DISTRACTED: &[(&str, &str)] = &[
    ("Training is 26 April, go-live is 3 May.", "2027-05-03"),
    ("Go-live is 3 May and training is 26 April.", "2027-05-03"),
    ("Training on 26 April and go-live on 3 May.", "2027-05-03"),
    ("Training starts 26 April. Go-live follows on 3 May.", "2027-05-03"),
    ("Kickoff 4/19, training 4/26, go live 5/3.", "2027-05-03"),
    ("Kick-off call April 19; training April 26; live May 3.", "2027-05-03"),
    ("April 26: training. May 3: go-live.", "2027-05-03"),
    ("The contract was signed 12 February and they go live 3 May.", "2027-05-03"),
    ("Contract signed 12 Feb; go-live 3 May; board meeting 20 May", "2027-05-03"),
    ("Jane's birthday is 1 May, two days before go-live on 3 May.", "2027-05-03"),
    ("The board meets on May 20, well after go-live on May 3.", "2027-05-03"),
    ("I am on vacation from 1 March to 12 March; go-live is 3 May.", "2027-05-03"),
    ("Go-live is 3 May. I'm out of the office until 8 March.", "2027-05-03"),
    ("Go-live is 3 May. Hold Joan until 1 June.", "2027-05-03"),
    ("Hold Joan until 1 June, she is on leave; go-live is 3 May.", "2027-05-03"),
    ("Activate her on 26 April. Go-live is 3 May.", "2027-05-03"),
    ("Activate on 26 April, a week before the 3 May go-live.", "2027-05-03"),
    ("Joan starts on 1 April, the company goes live on 3 May.", "2027-05-03"),
    ("Joan joined on 1 February 2019. Go-live is 3 May.", "2027-05-03"),
    ("Please reply by 1 March. Go-live is 3 May.", "2027-05-03"),
    ("Deadline for the data is April 1; we go live May 3.", "2027-05-03"),
    ("Go-live is May 3, final data due April 1.", "2027-05-03"),
    ("Our old system went live on 1 May 2011. Go-live of the new one is 3 May.", "2027-05-03"),
    ("As I wrote on 20 February, go-live is 3 May.", "2027-05-03"),
    ("In my mail of 20 February I gave you the go-live: 3 May.", "2027-05-03"),
    ("The invoice is due 1 April. They go live May 3.", "2027-05-03"),
    ("UAT ends April 20, go-live on May 3", "2027-05-03"),
    ("Data migration is on 1 and 2 May, go-live on Monday 3 May.", "2027-05-03"),
    ("Go-live meeting on 26 April, go-live 3 May.", "2027-05-03"),
    ("The pre-go-live call is April 30. Actual go-live: May 3.", "2027-05-03"),
    ("They close for the holidays on 24 December but go live 3 May.", "2027-05-03"),
    ("Hypercare runs until 31 May after go-live on 3 May.", "2027-05-03"),
    ("Their lease ends 30 April, which is why go-live is 3 May.", "2027-05-03"),
    ("Let's talk on 1 March about the go-live on 3 May.", "2027-05-03"),
    ("Go-live on 3 May, and please call me on Friday.", "2027-05-03"),
    ("Go-live is May 3, Joan is back on May 10.", "2027-05-03"),
    ("Joan is back May 10. Go-live is May 3, as said.", "2027-05-03"),
    ("The go-live, after the training on 26 April, is 3 May.", "2027-05-03"),
    ("Between the kickoff (19 April) and the go-live (3 May) we have two weeks.", "2027-05-03"),
    ("Go-live on Monday, May 3, training the Monday before.", "2027-05-03"),
];

#[rustfmt::skip]
const NONE: &[(&str, &str)] = &[
    ("Training is on 26 April.", "-"),
    ("The kickoff is 19 April.", "-"),
    ("Contract signed 12 May.", "-"),
    ("Hold her until 3 May.", "-"),
    ("Activate her on 3 May.", "-"),
    ("Activate her a week before go-live.", "-"),
    ("Hold until go-live please.", "-"),
    ("Go-live date is not known yet.", "-"),
    ("The go-live meeting is on 26 April.", "-"),
    ("The go-live call is Friday.", "-"),
    ("Board meeting 20 May.", "-"),
    ("She starts on 1 April.", "-"),
    ("We went live on 1 May 2011.", "-"),
    ("Her birthday is 3 May.", "-"),
    ("I'm away until 3 May.", "-"),
    ("I live in Berlin since May 2019.", "-"),
    ("Reply by Friday.", "-"),
    ("We will tell you the go-live. Training is 26 April.", "-"),
    ("Go-live TBD. Kickoff is 19 April.", "-"),
    ("Go-live training is 26 April.", "-"),
    ("The webinar goes live on YouTube.", "-"),
    ("Her extension is 4/19 and her room 5.3.", "-"),
];

#[rustfmt::skip]
const LINES: &[(&str, &str)] = &[
    ("Go-live date | 3 May", "2027-05-03"),
    ("GL: 5/3", "2027-05-03"),
    ("GL date: 5/3/27", "2027-05-03"),
    ("Live date = 3 May", "2027-05-03"),
    ("Go-live - May 3", "2027-05-03"),
    ("Go Live......... May 3", "2027-05-03"),
    ("GO-LIVE DATE\nMay 3, 2027", "2027-05-03"),
    ("Go-live:\n3 May 2027", "2027-05-03"),
    ("Go-live\n\nMonday, May 3", "2027-05-03"),
    ("* Training: April 26\n* Go-live: May 3\n* Board meeting: May 20", "2027-05-03"),
    ("Training 26 April\nGo-live 3 May\nReview 20 May", "2027-05-03"),
    ("Timeline\n- 19 April kickoff\n- 26 April training\n- 3 May go live", "2027-05-03"),
    ("Live: 05/03/2027", "2027-05-03"),
    ("Go-live date: May 3 (was April 26)", "2027-05-03"),
    ("Go-live date: April 26, now May 3", "2027-05-03"),
    ("Go-live date: TBD", "-"),
    ("Go-live date: May", "vague"),
    ("Go-live date: May 3 (tentative)", "2027-05-03?"),
    ("Go-live date:", "-"),
    ("Target go-live date: 5/3", "2027-05-03?"),
    ("Go-live date: ~5/3", "2027-05-03?"),
    ("Go-live date: 5/3?", "2027-05-03?"),
    ("Launch date: 3 May 2027", "2027-05-03"),
];

#[rustfmt::skip]
const LANGUAGES: &[(&str, &str)] = &[
    ("Der Livegang ist am 3. Mai, die Schulung am 26. April.", "2027-05-03"),
    ("Wir gehen am 03.05.2027 live.", "2027-05-03"),
    ("Produktivstart ist der 3.5.", "2027-05-03"),
    ("Echtbetrieb ab dem 3. Mai 2027", "2027-05-03"),
    ("Der Go-live wurde vom 3. Mai auf den 17. Mai verschoben.", "2027-05-17"),
    ("Statt am 3. Mai gehen wir am 10. Mai live.", "2027-05-10"),
    ("Der Start ist voraussichtlich am 3. Mai, also der Livegang.", "2027-05-03?"),
    ("Livegang Ende Mai", "vague"),
    ("Wir starten am kommenden Montag mit dem neuen System.", "2027-03-01"),
    ("Inbetriebnahme: Montag, den 3. Mai 2027", "2027-05-03"),
    ("La mise en production est prévue le 3 mai.", "2027-05-03"),
    ("Nous démarrons le 1er juin avec le nouveau système.", "2027-06-01"),
    ("Le démarrage est reporté du 3 mai au 17 mai.", "2027-05-17"),
    ("Mise en service le lundi 3 mai, formation le 26 avril.", "2027-05-03"),
    ("La bascule aura lieu le 03/05/2027 et la formation le 26/04/2027.", "2027-05-03"),
    ("Mise en production fin mai.", "vague"),
    ("La puesta en marcha es el 3 de mayo, la formación el 26 de abril.", "2027-05-03"),
    ("Salimos en vivo el 3 de mayo de 2027.", "2027-05-03"),
    ("El arranque es el lunes 3 de mayo.", "2027-05-03"),
    ("La salida a producción pasa del 3 de mayo al 17 de mayo.", "2027-05-17"),
    ("Entramos em produção no dia 3 de maio.", "2027-05-03"),
    ("O go-live será em 3 de maio de 2027 e o treinamento em 26 de abril.", "2027-05-03"),
    ("O go-live foi adiado de 3 de maio para 17 de maio.", "2027-05-17"),
    ("Wij gaan live op 3 mei.", "2027-05-03"),
    ("De livegang is op maandag 3 mei, de training op 26 april.", "2027-05-03"),
    ("Ingebruikname: 3 mei 2027", "2027-05-03"),
    ("L'avvio è il 3 maggio, la formazione il 26 aprile.", "2027-05-03"),
    ("Messa in produzione il 3 maggio 2027", "2027-05-03"),
    ("Start produkcyjny 3 maja 2027.", "2027-05-03"),
    ("Uruchomienie: 3 maja", "2027-05-03"),
    ("Vi går live den 3 maj, utbildningen är den 26 april.", "2027-05-03"),
    ("Driftstart är 3 maj.", "2027-05-03"),
    ("本番稼働は2027年5月3日です。研修は2027年4月26日です。", "2027-05-03"),
    ("稼働開始日：5月3日", "2027-05-03"),
];

#[rustfmt::skip]
const LATE: &[(&str, &str)] = &[
    ("Go-live is January 11.", "2027-01-11"),
    ("Go live 1/4", "2027-01-04"),
    ("Live from Monday the 4th of January", "2027-01-04"),
    ("Go-live on the 11th", "2027-01-11"),
    ("Go-live is December 28.", "2026-12-28"),
    ("Go-live is the first Monday in February.", "2027-02-01"),
    ("Go-live in three weeks", "2027-01-04"),
    ("Go-live the 1st of next month", "2027-01-01"),
    ("Go-live on 29 February", "2028-02-29"),
    ("Go-live the first Monday of the new year", "2027-01-04"),
    ("Go-live is the Monday after New Year's.", "2027-01-04"),
    ("Go-live Jan 4th; data freeze Dec 18", "2027-01-04"),
];
