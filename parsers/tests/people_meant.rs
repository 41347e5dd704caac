//! Who is meant and when, in the words of many writers: under a list of two or four, and in a covering mail.
//!
//! One letter for each person of the list: `n` now, `h` hold, `-` nothing; a day behind `h` is the day until which it lasts.

use greenroom_parsers::{Activate, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

const JANE: &str = "- Jane Doe, office manager, jane@acme.example, level 3";
const TOM: &str = "- Tom Marsh, dispatcher, tom@acme.example, level 1";
const RUTH: &str = "- Ruth Adler, dispatcher, ruth@acme.example, level 1";
const OMAR: &str = "- Omar Haddad, bookkeeper, omar@acme.example, level 2";

fn said(body: &str) -> String {
    let users = read(&written::mail(body), &Profile::client_roles()).extraction.users;
    let letters = users.into_iter().map(|user| match (user.activate, user.hold_until) {
        (Activate::Now, _) => "n".to_owned(),
        (Activate::Hold, None) => "h".to_owned(),
        (Activate::Hold, Some(until)) => format!("h{until}"),
        (Activate::Unstated, _) => "-".to_owned(),
    });
    letters.collect::<Vec<_>>().join(" ")
}

fn under_two(text: &str) -> String {
    said(&format!("Hi,\n\nnew users for Acme:\n\n{JANE}\n{TOM}\n\n{text}\n\nPat"))
}

fn under_four(text: &str) -> String {
    said(&format!(
        "Hi,\n\nnew users for Acme:\n\n{JANE}\n{TOM}\n{RUTH}\n{OMAR}\n\n{text}\n\nPat"
    ))
}

fn above_three(text: &str) -> String {
    said(&format!(
        "Hi,\n\n{text}\n\nPat\n\n---------- Forwarded message ---------\nFrom: Kim Boss <kim@acme.example>\n\
         Date: Tue, Feb 23, 2027 at 9:00 AM\nSubject: users\nTo: Pat Field <pat.field@vendor.example>\n\n\
         Hi Pat,\n\nour new users:\n\n{JANE}\n{TOM}\n{OMAR}\n\nThanks,\nKim"
    ))
}

fn check(read: fn(&str) -> String, cases: &[(&str, &[&str])]) {
    let mut wrong = String::new();
    for (want, texts) in cases {
        for text in *texts {
            let got = read(text);
            if got != *want {
                wrong.push_str(&format!("\n{text:?}: want {want}, got {got}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn of_two() {
    check(under_two, OF_TWO);
}

#[test]
fn of_four() {
    check(under_four, OF_FOUR);
}

#[test]
fn in_a_covering_mail() {
    check(above_three, COVERING);
}

#[test]
fn nobody() {
    for text in NOBODY {
        let got = under_two(text);
        assert!(!got.contains('n'), "{text:?}: {got}");
    }
    for text in NOBODY_OF_FOUR {
        assert_eq!(under_four(text), "- - - -", "{text:?}");
    }
}

#[rustfmt::skip]
const OF_TWO: &[(&str, &[&str])] = &[
    ("n -", &["The first may be activated right away.", "Please activate the first now."]),
    ("- n", &["The second shall be activated right away.", "Please activate the second now."]),
    ("n h", &[
        "The first can go ahead now and the second must wait.",
        "The first may be activated right away. The second shall be activated on the day of go-live only.",
        "Bitte den ersten sofort aktivieren, der zweite wartet.",
    ]),
    ("h2027-03-20 h2027-03-20", &["Bitte am 20. aktivieren.", "Bitte am 20. freischalten, danke.", "Please activate both on the 20th."]),
    ("h h", &[
        "Create them without sending the links, I will come back to you.",
        "Please create both, but without sending out the invitations yet.",
        "Both should be activated only on the day they go live.",
        "Bitte am Tag des Go-Lives freischalten.",
    ]),
    ("n n", &[
        "Both can start today, please send their links.",
        "Please activate both of them as they need it for Monday's training.",
        "both pls activate today",
        "Please give them both access now.",
        "Get them both going today please.",
        "Please send the two of them their links.",
        "The pair of them can be activated today.",
        "Please activate the two straight away, there is no need to wait for the contract.",
        "Bitte schalten Sie beide gleich frei, sie brauchen es für die Schulung am Montag.",
        "Bitte beiden den Link schicken.",
        "Bitte gleich aktivieren, danke.",
        "Beide dürfen sofort aktiviert werden.",
        "Bitte aktivieren Sie beide Zugänge umgehend.",
        "Vous pouvez les activer tous les deux dès aujourd'hui.",
        "Merci de bien vouloir leur envoyer le lien dès maintenant.",
        "Merci de les activer immédiatement, la formation est lundi.",
        "À activer tout de suite, s'il vous plaît.",
        "Activation immédiate pour les deux, merci.",
        "Por favor, envíenles el enlace hoy mismo.",
        "Pueden activarse ya.",
        "Actívenlos cuanto antes, por favor, tienen la formación el lunes.",
        "Invitarlos ya por correo electrónico.",
        "Podem ativar os dois já.",
        "Podem ser ativados de imediato, obrigado.",
        "Favor ativar ambos imediatamente, o treinamento é na segunda.",
        "Já podem receber o link.",
        "Ze mogen allebei meteen geactiveerd worden.",
        "Potete attivarli subito entrambi.",
        "Possono essere attivati immediatamente, hanno la formazione lunedì.",
        "Mandate pure i link.",
    ]),
    ("n h", &[
        "Jane now, Tom later.",
        "Jane today please, Tom not yet.",
        "The former may have her activation mail today, the latter not until he has been trained.",
        "Jane's link can go out today, Tom's should wait until after the training.",
        "Jane's invite now please; Tom's on hold.",
        "Jane bitte sofort freischalten, Tom erst nach der Schulung.",
        "Jane sofort, Tom noch nicht.",
        "Jane peut être activée tout de suite, Tom doit attendre.",
        "Activen a Jane ahora; Tom tiene que esperar.",
        "Ative a Jane agora, o Tom fica em espera.",
        "Jane graag nu activeren, Tom pas na de training.",
        "Jane subito, Tom più tardi.",
    ]),
    ("n h2027-06-07", &[
        "The former may have her activation mail today, the latter not until he is back on June 7.",
        "The former can be activated right away; please hold the latter until 7 June.",
    ]),
    ("h n", &[
        "Please hold the former and activate the latter now.",
        "Please hold Jane but activate Tom right away.",
        "Not Jane yet. Tom please now.",
        "Activate Tom, leave Jane for later.",
    ]),
    ("n h2027-05-03", &[
        "Jane immediately, Tom from 3 May.",
        "Activate Jane now and Tom on 3 May.",
        "Jane can start today but Tom does not join until 3 May, so hold his link until then.",
        "Jane bitte gleich aktivieren, Tom erst am 3. Mai.",
        "Jane tout de suite, Tom à partir du 3 mai.",
        "Jane nu, Tom vanaf 3 mei.",
    ]),
    ("h h", &[
        "Please leave both of them inactive for the time being.",
        "Neither Jane nor Tom should be activated yet.",
        "Please hold both, I will be in touch about timing.",
        "Bitte erst mal nur anlegen, noch nicht aktivieren.",
        "Die Links bitte noch zurückhalten.",
        "Beide bitte erst eine Woche vor dem Go-live freischalten.",
        "Bitte noch keine Links verschicken, ich melde mich.",
        "Noch nicht freischalten, bitte.",
        "Bitte mit der Aktivierung noch warten.",
        "Merci de ne pas les activer pour l'instant.",
        "Créez les comptes mais n'envoyez pas encore les liens.",
        "À ne pas activer avant la mise en service.",
        "Merci d'attendre notre feu vert avant d'envoyer les liens.",
        "Por favor, no los activen todavía.",
        "De momento solo crear las cuentas, sin enviar el enlace.",
        "Esperen a que les avise para activar.",
        "Por favor, ainda não ativem ninguém.",
        "Por enquanto só criar, sem enviar o convite.",
        "Graag nog even wachten met activeren.",
        "Alleen aanmaken, nog niet activeren.",
        "Per ora non attivateli.",
    ]),
    ("h2027-05-03 h2027-05-03", &[
        "Bitte erst zum 3. Mai freischalten.",
        "Bitte ab 3. Mai aktivieren.",
        "Merci d'activer à partir du 3 mai.",
        "Pas d'activation avant le 3 mai.",
        "Activar el 3 de mayo, por favor.",
        "No activar antes del 3 de mayo.",
        "Ativar a partir de 3 de maio.",
        "Não enviar o link antes de 3 de maio.",
        "Pas op 3 mei activeren graag.",
        "Da attivare il 3 maggio.",
        "Non inviare i link prima del 3 maggio.",
    ]),
];

#[rustfmt::skip]
const OF_FOUR: &[(&str, &[&str])] = &[
    ("n n n n", &[
        "Please could you send all four their links today, they have been waiting for weeks.",
        "All four may start right away.",
        "Kindly do the needful and activate all users immediately.",
        "pls activate all asap thx",
        "plse actiavte all now",
        "Please activate everyone as soon as you've set them up.",
        "No reason to wait with any of them, please send the links.",
        "Everyone is keen to get started, so please send out the invites right away.",
        "Please email everyone their login link this afternoon so that they can look round before the weekend.",
        "They're all trained up, so fire away with the links.",
        "We're live already, so all of them can have their links now.",
        "Please make them all live today.",
        "Go ahead and switch everybody on, please.",
        "Please get the whole lot going today.",
        "I'd be grateful if you could activate all four today.",
        "I would appreciate it if you could send everyone the link today.",
        "It would be great if you could activate them all right away.",
        "If you could send the links straight away that would be lovely.",
        "Feel free to send everyone their activation email right away.",
        "Everybody gets their link immediately please.",
        "Please activate them all with immediate effect.",
        "You're good to send the links to all four.",
        "Happy for all of these to go live now.",
        "These can be activated on receipt of this mail.",
        "Please activate all of the above at your earliest convenience.",
        "activate everybody today please, training is on Monday",
        "Send invites now pls, all 4",
        "All four: link today.",
        "Links for everyone today please!",
        "They all need access today.",
        "Please ensure that all four receive their activation link today.",
        "Nobody needs to wait, send the links.",
        "There's nothing to hold them up, activate them all now please.",
        "We don't need to hold anybody back, so please activate all of them.",
        "All four have done the training, please let them in now.",
        "Please don't hold any of them, send the links right away.",
        "They've all been very patient. Links out today please!",
        "Please release all the links today, if possible before lunch.",
        "Please activate everyone now (yes, really all four).",
        "Please invite everybody by e-mail now, and thank you as always for the quick help.",
        "Let's activate all four now.",
        "We want all four activated immediately.",
        "I need everyone activated by the end of today.",
        "Activation for all: immediately.",
        "Activate: all, now.",
        "The entire group should receive the invitation today.",
        "You may activate the entire group today.",
        "Please activate them now rather than later.",
        "Please activate them now so they can look around.",
        "Please activate them now in order that they can practise before the training.",
        "as discussed on the phone please activate all four now",
        "As agreed with Kim, please activate all of them right away.",
        "hi can u activate all of them today pls, cheers",
        "yes pls activate all of them",
        "OK to activate all of them straight away.",
        "you have our ok to send the links to all four",
        "Please proceed with activating all of them.",
        "Please send everyone's link.",
        "Could I trouble you to send all four their links today?",
        "All systems go: please activate everyone.",
        "Activate them all please and thank you",
        "Greetings, please to send activation mail for all persons today itself.",
        "We kindly request the immediate activation of all users above.",
        "The users listed above are to be activated immediately.",
        "Immediate activation is requested for all four.",
        "Immediate activation please.",
        "Instant activation for all four, please.",
        "Please note that all four are to be activated at once.",
        "FYI they all start today so please activate them right away.",
        "They are all starting today, please send the links.",
        "All four want to get going, so links today please.",
    ]),
    ("h h h h", &[
        "Please hold everyone for now.",
        "Nobody gets anything until I say so.",
        "Please keep all four on ice until the contract is through.",
        "Just set them up, no emails please.",
        "Don't send any of them the link just yet.",
        "We're not quite ready to activate any of them.",
        "None of these should hear from you before go-live.",
        "Accounts only for now, the links come later.",
        "Please get the accounts ready but do not let anyone in yet.",
        "I'll tell you when to activate, hold until then.",
        "Hold all links until you hear from me.",
        "Please sit on the links for the moment.",
        "Links to go out once training is finished.",
        "Activation is to follow after the kick-off.",
        "Create them silently please.",
        "Please create all four quietly, without any mails going out.",
        "They mustn't get any mail yet.",
        "do not actvate yet pls",
        "dont send links till i shout",
        "pls wait w the links",
        "Please do not activate any of the above until further notice.",
        "Kindly keep all accounts inactive until we give our go.",
        "These are for later, so no links yet.",
        "All four stay locked until go-live.",
        "Prepare the accounts, but let's wait with the invitations.",
        "No invitations at this stage, please.",
        "No activation emails at present.",
        "The activation links should only be sent a week before go-live.",
        "We would like the links to go out one week before we go live.",
        "Please activate them closer to go-live.",
        "Please hold fire on all four.",
        "They don't need access yet.",
        "No access for anybody before the training.",
        "They can wait.",
        "We will come back to you on when to send the links, until then please hold.",
        "Set-up only at this point.",
        "Only set up, please, no activation.",
    ]),
    ("h2027-05-03 h2027-05-03 h2027-05-03 h2027-05-03", &[
        "Please hold all four until 3 May.",
        "Don't let anybody in before 3 May.",
        "Links to go out on 3 May please.",
        "They can be activated from May 3rd.",
        "Please activate everybody on Monday, May 3.",
        "Nobody should get a link earlier than 3 May.",
        "The links may be sent as of 3 May.",
        "They all start on 3 May, please send the links on that day.",
        "Please schedule activation of all four for 3 May.",
        "no links b4 3 May pls",
    ]),
    ("h2027-03-01 h2027-03-01 h2027-03-01 h2027-03-01", &[
        "Please send them their links on Monday.",
        "Hold them all until Monday please.",
    ]),
    ("n h h h", &[
        "Please activate Jane today and hold everyone else.",
        "Jane can start right away, the other three have to wait until the training.",
        "Send Jane her link, nobody else yet.",
        "Send the link to Jane only. Everyone else waits.",
        "Apart from Jane, who may start today, nobody gets a link yet.",
        "The office manager can start right away, the others must wait.",
        "Please activate the office manager only.",
        "only activate the office manager now, hold the other three until go-live",
        "Send the office manager her link now; the dispatchers and the bookkeeper should wait.",
        "Nur Jane bitte schon freischalten, die anderen warten bis zum Go-live.",
        "Bitte nur Jane sofort aktivieren, alle anderen später.",
    ]),
    ("n h h n", &[
        "Please activate Jane and Omar now and keep both dispatchers on hold.",
        "Jane and Omar: link now. Tom and Ruth: hold.",
        "Activate Jane & Omar, hold Tom & Ruth",
        "The dispatchers wait, the other two can be activated straight away.",
        "Our two dispatchers stay on hold, please activate the rest of the team now.",
        "Everyone can be activated now except the dispatchers.",
        "Everybody but the two dispatchers gets the link today.",
        "Please activate all except Tom and Ruth, who are still in training.",
        "All except Tom and Ruth may start today.",
        "Tom and Ruth are not to be activated yet, the rest please today.",
        "Hold Tom and Ruth. The other two need their links today.",
        "Tom and Ruth later, Jane and Omar now.",
    ]),
    ("h n n h", &[
        "The dispatchers need their links now. The other two can wait until go-live.",
        "Both dispatchers should get the link today, everybody else please hold.",
        "Activate Tom and Ruth only.",
        "Only Tom and Ruth should be activated at this point.",
    ]),
    ("n n h2027-05-03 h2027-05-03", &[
        "Jane and Tom right away please, Ruth and Omar on 3 May.",
        "Please activate Jane and Tom today. Ruth and Omar should be activated on 3 May.",
        "The first two can be activated now, the last two not before 3 May.",
    ]),
    ("n n n h", &[
        "Please activate everyone except Omar; hold his until I write again.",
        "Leave Omar out for now, the others can have their links today.",
        "The bookkeeper waits. Everyone else can be activated now.",
        "Everyone gets the link today except the bookkeeper.",
        "please activate all of them, not omar yet tho",
        "Merci d'activer tout le monde sauf Omar.",
        "Activen a todos menos a Omar.",
    ]),
    ("n n n h2027-05-03", &[
        "Please activate the first three now and Omar on 3 May.",
        "Omar is away until 3 May so hold his until then. The others please activate now.",
    ]),
    ("n h - -", &[
        "Jane gets her link now, Tom has to wait.",
        "Activate Jane now. Hold Tom.",
    ]),
    ("n - - -", &[
        "Jane is waiting for her link, please send it.",
        "Please prioritise Jane and send her the link now.",
    ]),
    ("- - - n", &[
        "Omar can be activated straight away as he runs the payroll.",
        "Please send Omar his link before the weekend if possible.",
        "Omar should get his link ASAP since he does the invoices.",
    ]),
    ("- - n h2027-06-07", &[
        "Ruth and Omar: the former can be activated now, the latter not until he is back on June 7.",
    ]),
];

#[rustfmt::skip]
const COVERING: &[(&str, &[&str])] = &[
    ("n n n", &[
        "Hi, three new users from Acme below. They can all be activated straight away, please.",
        "Please see below and activate all of them today; they need it for Monday's training.",
        "New users below, ok to activate.",
        "Could you set these up and send the links today? Thanks.",
        "Please action the below. All can be activated.",
        "Please set up and activate the below users.",
        "FYI and action please - activate right away.",
        "See below. Activate immediately pls.",
        "Below are three users for Acme. I've checked with Kim: send the links now.",
        "Kim's list is below. I spoke with her and they should all get their links today.",
    ]),
    ("h h h", &[
        "New users for Acme below. Please set them up but hold the links until go-live.",
        "See below, set up only please, I'll shout when they can go in.",
        "Below are three users. Please hold off on activation for all three.",
        "Please create the below, no links yet.",
    ]),
    ("h2027-05-03 h2027-05-03 h2027-05-03", &[
        "Please set up the below, activation on 3 May.",
        "Three users for Acme below. Please have them activated on 3 May.",
    ]),
    ("h n h", &[
        "only activate the dispatcher now. Hold the other two until go-live.",
    ]),
    ("n h h", &[
        "Only activate Jane now, hold the other two until go-live.",
        "Only the office manager should be activated now. The other two are to be held until go-live.",
        "Please activate the office manager now and hold the rest.",
    ]),
    ("n n h", &[
        "Please activate everyone except the bookkeeper, who is on leave.",
        "The office manager and the dispatcher can go ahead now, the bookkeeper has to wait for his training.",
    ]),
    ("h n n", &[
        "The office manager is not to be activated yet. The others can have their links today.",
    ]),
    ("n h2027-06-07 -", &[
        "Jane may have her link today, Tom not until he is back on 7 June.",
    ]),
];

/// Nobody of two.
#[rustfmt::skip]
const NOBODY: &[&str] = &[
    // A day whose month nobody has named, and a place that nobody has.
    "Please activate both on the first.", "Please activate on the first, thanks.", "Please activate both on 20.", "Please activate both on the 20.", "Please activate from the 20.", "Merci de les activer le 20.", "Por favor activar el 20.", "Per favore attivare il 20.", "Graag activeren op 20.", "Bitte am Ersten aktivieren.",
    "The third can be activated now.", "Please activate the fourth now.",
    "Please activate reporting now.",
    "Billing can start right away.",
    "Send the links to billing now.",
    "The training can go ahead now.",
    "Please make the website live today.",
    "Please let the plumber in.",
    "Turn the heating on.",
    "Please get the contract in today.",
    "Please get the import going today.",
    "The import can start now.",
    "We can start now.",
    "You can start now.",
    "I can log in now.",
    "The migration may begin at once.",
    "They can start today at our Leeds office.",
    "They can start right away if Kim agrees.",
    "They can start right away once Kim agrees.",
    "Can they start right away?",
    "I would be grateful if you could tell me who gets a link today.",
    "I'd be happy if you could activate them, but Kim has to agree.",
    "It would be great if you could activate them if Kim agrees.",
    "It would be great if you could activate them after the training.",
    "I would appreciate it if you did not activate them.",
    "If you could activate them, we would pay extra.",
    "If you could send me the link, that would be lovely.",
    "May I ask you to call me before you activate them?",
    "Could I trouble you to tell me when they will be activated?",
    "As agreed, no change.",
    "Activate them as agreed.",
    "Activate them as discussed.",
    "Kim requests immediate activation.",
    "They request activation now.",
    "Immediate activation was requested by mistake.",
    "Instant activation is a feature of your product.",
    "I have the link now.",
    "She has the link now.",
    "The link now works.",
    "My link: now broken.",
    "No links today please.",
    "Are the links out today?",
    "He would like his link today but we have to ask Kim.",
    "Please push the boss.",
    "Please ping me the links now.",
    "Please ping me once the links are out today.",
    "Please send the links so that they can start after the training, not before.",
    "Please do not activate them so that they can concentrate.",
    "Activate them so they can start once Kim agrees.",
    "Activate them now rather than later? No, later.",
    "Please give them access to the building right away.",
    "They need access today to the building.",
    "Please get Kim started today.",
    "Please get them in front of a trainer today.",
    "Kim wants them in today.",
    "If possible we activate them ourselves.",
    "Today if possible I will decide.",
    "Please see below.",
    "Nobody needs to wait for Kim.",
    "Nobody should be able to log in yet.",
    "They should be able to log in today, please check.",
    "They can get started right away on the workbook.",
    "No access from today, please.",
    "Please ensure the import is live today.",
    "My group needs access today.",
    "Another group should get the link today.",
    "Please dispatch the goods with the link now.",
    "Please push the activation back.",
    "Please push the links back to May.",
    "Please push activation out to May.",
    "First thing: do they need activation?",
    "If you could activate them that would be great but Kim disagrees.",
    "Once you have created them let me know and I will send the links.",
    "If at all possible, ask Kim before you send the links.",
];

/// Nobody of four.
#[rustfmt::skip]
const NOBODY_OF_FOUR: &[&str] = &[
    "Should we send the links now or wait?",
    "When do they get their links?",
    "Will they be activated automatically?",
    "I don't know yet if we should activate them.",
    "I'll let you know about activation.",
    "Somebody should be activated now, but I forgot who.",
    "If Kim agrees, you can activate them.",
    "Please activate one of the dispatchers now.",
    "The supervisor can start right away.",
    "Activate the ones with training.",
    "Kim thinks they should be activated now.",
    "The treasurer can start right away.",
    "Please activate the night dispatchers.",
    "Please make sure the office manager's boss gets the link today.",
    "Jane's brother needs his link today.",
    "All good to go on our end with the data import.",
    "The training can go ahead now.",
    "You can start right away with the setup.",
    "They can start right away with the questionnaire.",
    "She needs it for Monday.",
    "They are waiting.",
    "Jane has been waiting for weeks.",
];
