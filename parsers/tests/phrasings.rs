//! Phrasings that must never turn somebody on, and those that must: one mail each, two people, one sentence.
//!
//! The promise of `never_now.rs` said in sentences that people write. Each line is a general form, not a case.

use greenroom_parsers::{Activate, Profile, read};

/// Reads one sentence under a list of two people: how both are activated.
fn said(text: &str) -> Vec<Activate> {
    let raw = format!(
        "From: Pat Field <pat.field@vendor.example>\r\nTo: setup@greenroom.example\r\nSubject: new users\r\n\
         Date: Wed, 24 Feb 2027 09:00:00 -0500\r\nMessage-ID: <p@vendor.example>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\nHi,\r\n\r\nPlease set up these two:\r\n\r\n\
         - Joan Hill, joan@acme.example, level 2\r\n- Sam Orr, sam@acme.example, level 3\r\n\r\n{text}\r\n"
    );
    let users = read(raw.as_bytes(), &Profile::client_roles()).extraction.users;
    assert_eq!(users.len(), 2, "{text}");
    users.iter().map(|user| user.activate).collect()
}

#[rustfmt::skip]
const NEVER: &[&str] = &[
    // Questions.
    "Should we activate them already?",
    "Can they be activated before the training?",
    "Do you activate them or do we?",
    "Is it too early to send the links?",
    "Shall I tell you when to activate?",
    "Activate now or wait?",
    "When will you send them the link?",
    "Would it make sense to activate them now?",
    "Are we supposed to send the link ourselves?",
    "Could you tell me how to activate them?",
    "I was wondering whether you could activate them",
    "Sollen wir sie schon aktivieren?",
    "Faut-il les activer maintenant ?",
    // Conditions.
    "If the contract is signed, activate them.",
    "Activate them if the contract has been signed.",
    "Provided that legal agrees, send the links.",
    "Unless you hear otherwise from Jane, activate both tomorrow.",
    "Assuming the data is loaded, you can activate them.",
    "Activate once training is done.",
    "Activate them after go-live.",
    "As soon as we give the green light, send the links.",
    "Send the links when Jane gives her OK.",
    "In case they ask for it, send them the link.",
    "Subject to Jane's approval, activate both.",
    "Only activate them with Jane's written approval.",
    "Depending on the budget, activate both.",
    "Should the client agree, activate them.",
    "Had they signed already, I would say activate them.",
    "Sobald der Vertrag unterschrieben ist, bitte aktivieren.",
    "Si le contrat est signé, activez-les.",
    "Ative-os quando o contrato for assinado.",
    // Negations.
    "No need to activate yet.",
    "Don't send anything.",
    "There is no reason to activate them at this point.",
    "We would rather not activate them.",
    "Please refrain from activating them.",
    "Please avoid sending the links.",
    "Under no circumstances activate these users.",
    "They must not be activated by anyone.",
    "I would hate for the links to be sent today.",
    "It is too early to activate them.",
    "It would be premature to send the links.",
    "Stop! Do not activate.",
    "Cancel the activation.",
    "Please suspend activation.",
    "Please disable the activation mails.",
    "Activation is not needed.",
    "Neither of them is to be activated.",
    "Hardly time to activate them now.",
    "We can't activate them right now.",
    "Please postpone the activation.",
    "Skip the activation for now.",
    "Bitte nicht aktivieren.",
    "Bitte noch keine Einladungen verschicken.",
    "Ne pas activer pour le moment.",
    "No los activen todavía.",
    "Não ativar ainda.",
    "Nog niet activeren.",
    "Non attivare per ora.",
    // Other meanings.
    "Please activate the integration.",
    "Please activate our maintenance contract.",
    "She is active in the finance club.",
    "The activation of the SSO interface is your job.",
    "Use the link in the footer to reach me.",
    "Send me the link to the price list.",
    "Please send the link for the webinar to me.",
    "Please invite Bob to the kick-off.",
    "Please activate your savings today at www.savings.example",
    "Activate your savings!",
    "Activation fee: 20 EUR per user.",
    "Activation guide attached.",
    "The activation process is described on our site.",
    "We invite you to our summer party.",
    "Our product has an activation code.",
    "Send the invoice and the link to the portal to Jane.",
    "Please send the link back to me first.",
    "Please send me the activation links so I can forward them.",
    "Voice activated recording is on.",
    // Reported speech.
    "The client asked whether to activate.",
    "Jane asked me to activate them, but I am not sure.",
    "Jane thinks we will activate them this week.",
    "They expect to be activated soon.",
    "They hope to receive the link soon.",
    "Jane wrote \"activate everyone\", which I need to check first.",
    "According to Jane they want the links.",
    "The old vendor used to activate people at once.",
    "In your last mail you said you activate people within a day.",
    "They were told they would be activated today.",
    // Future.
    "We will tell you when to activate.",
    "I'll let you know when to send the links.",
    "We'll activate them ourselves later.",
    "You will get the go-ahead to activate from Jane.",
    "Activation will follow next week.",
    "Activation is planned for May.",
    "Activate by 3 May.",
    "Activate on 3 May.",
    "Please activate both by Friday 5 March.",
    "Send the link tomorrow.",
    "Send the links next week.",
    "They will be activated at go-live.",
    "We are going to activate them in a few weeks.",
    "Activation in two weeks.",
    "Please be ready to activate them.",
    "Prepare to activate them.",
    "Please confirm before you activate them.",
    "Call me before you activate anybody.",
    "Check with Jane before sending the links.",
    "Wait for my go before you send the links.",
    // Of all kinds.
    "They are keen to be activated.",
    "They are expecting their links any day now.",
    "When they are activated they will need a manual.",
    "The link must be sent by us, not by you.",
    "We send the links ourselves.",
    "I send them the links myself once you tell me.",
    "Our own IT activates people.",
    "Activation is handled by our IT.",
    "Please tell us how long activation takes.",
    "Please explain the activation.",
    "What do you need from us for the activation?",
    "In order to activate them you need a code.",
    "To activate a user, open the menu.",
    "You need to activate the option in the menu.",
    "Users who are activated too early forget their password.",
    "Last time you activated people right away and it was a mess.",
    "Please do not do what you did last time, when you activated everybody immediately.",
    "They got an activation mail immediately, which was wrong.",
    "The previous list said \"activate now\", please ignore that.",
    "Ignore the remark \"activate at once\" in the form.",
    "Disregard my earlier request to activate them now.",
    "I take back what I said about activating them today.",
    "Forget what I said about sending the links today.",
    "Please undo the activation.",
    "Please deactivate both now.",
    "Please revoke their links today.",
    "Please suspend both right away.",
    "Please lock both right away.",
    "Please remove the activation today.",
    "Cancel their invites immediately.",
    "Stop the invites now!",
    "Please ensure that no link is sent today.",
    "Make sure nobody is activated today.",
    "I want to avoid that they are activated now.",
    "They don't want to be activated right now.",
    "It would be wrong to activate them now.",
    "It makes no sense to activate them today.",
    "There is no hurry to activate them.",
    "No hurry with the links.",
    "Activate neither now.",
    "Not both should be activated now.",
    "Both are far from ready to be activated.",
    "We are a long way from activating them.",
    "Nobody said to activate them now.",
    "Nobody asked you to activate them right away.",
    "Had I asked you to activate them now, you would have known.",
    "I wish you could activate them right now, but legal says no.",
    "Legal says no to activating them now.",
    "You could activate them now, but please don't.",
    "You may be tempted to activate them right away; don't.",
    "Activating them now would break the contract.",
    "Activating them right away is out of the question.",
    "Immediate activation is not an option.",
    "Immediate activation is forbidden.",
    "Who asked for immediate activation?",
    "They may or may not be activated today.",
    "Activate now? No.",
    "Activate them today? I don't think so.",
    "The sooner they are activated the better, but not before the training.",
    "Activate as soon as the contract is signed, not right away.",
    "Activate tomorrow, not today.",
    "Please activate them on Monday, not now.",
    "Everyone in the other team was activated right away.",
    "The others in the Paris office are activated already.",
    "Please activate two-factor login for them now.",
    "Please activate the out-of-office reply now.",
    "Please activate the phone line today.",
    "They will receive the link to the survey today.",
    "You will receive the link to the shared folder today.",
    "You get the link to our data room today.",
    "Sie werden sofort nach der Schulung aktiviert.",
    "Wir aktivieren sie selbst.",
    "Bitte auf keinen Fall sofort aktivieren.",
    "Bitte nicht sofort aktivieren.",
    "Sofortige Aktivierung ist nicht gewünscht.",
    "Il ne faut surtout pas les activer maintenant.",
    "Nous les activerons nous-mêmes.",
    "No hace falta activarlos ahora.",
    "Los activaremos nosotros.",
    "Não é preciso ativar agora.",
    "Wij activeren ze zelf.",
    "Niet nu activeren.",
    "Non serve attivarli subito.",
    "Nie aktywować od razu.",
    "Aktivera dem inte idag.",
    // Quoted history.
    "> please activate everybody right now",
    "On Tue, 23 Feb 2027 at 09:00, someone <someone@x.example> wrote:\r\n> is the link still good?",
];

/// What must be heard as a request.
#[rustfmt::skip]
const ALWAYS: &[&str] = &[
    "Please activate both.",
    "Please activate them right away.",
    "Activate everyone now.",
    "Send them the link.",
    "Send everybody their links today.",
    "You can activate both straight away.",
    "You may invite them.",
    "Both can be activated now.",
    "Both can get their link immediately.",
    "Could you please activate them?",
    "Can you send them the links today?",
    "Kindly activate the accounts.",
    "Go ahead and activate them.",
    "Please go ahead and send the invites.",
    "Activate: yes, for both.",
    "Please create and activate both users.",
    "Please set them up and send the activation links.",
    "They need to be activated today.",
    "Don't forget to activate them.",
    "No need to hold, activate them all.",
    "Activate all users as soon as possible.",
    "Please activate both ASAP.",
    "The links can go out now.",
    "Please send the invitations right away.",
    "Once they are created, please send the links.",
    "Bitte beide sofort aktivieren.",
    "Bitte schicken Sie allen den Link.",
    "Merci de les activer tout de suite.",
    "Por favor, actívenlos ahora.",
    "Por favor, ative os dois agora.",
    "Graag allebei direct activeren.",
    "Attivare subito entrambi, per favore.",
];

/// What concerns one of the two only.
#[rustfmt::skip]
const ONE: &[(&str, Activate, Activate)] = &[
    ("Please activate Joan.", Activate::Now, Activate::Unstated),
    ("Only activate Joan.", Activate::Now, Activate::Hold),
    ("Activate all except Joan.", Activate::Hold, Activate::Now),
    ("Activate Joan, but not Sam.", Activate::Now, Activate::Hold),
    ("Hold Joan. Sam can get his link today.", Activate::Hold, Activate::Now),
    ("Joan is to be activated right away, Sam waits.", Activate::Now, Activate::Hold),
    ("Joan should get her link today; we will tell you about Sam.", Activate::Now, Activate::Unstated),
    ("Activate Joan, Sam comes next month.", Activate::Now, Activate::Unstated),
    ("Send Joan the link, Sam is on holiday.", Activate::Now, Activate::Unstated),
    ("I'd like Joan invited by email this morning. I haven't heard about Sam.", Activate::Now, Activate::Unstated),
    ("Joan gets her invite by email today, no invite for Sam till I say.", Activate::Now, Activate::Hold),
    ("Please do not activate Joan, I need to ask her boss. Sam you can send the link to now.", Activate::Hold, Activate::Now),
    ("Activate Joan, Sam is away.", Activate::Now, Activate::Unstated),
    ("Let Joan in today, keep Sam in the drawer.", Activate::Now, Activate::Hold),
    ("Green light for Joan, sit tight on Sam.", Activate::Now, Activate::Hold),
    ("Activate Joan and Sam today.", Activate::Now, Activate::Now),
    ("Nobody gets a link except Sam, who gets it today.", Activate::Hold, Activate::Unstated),
    ("Activate Sam if Joan agrees.", Activate::Unstated, Activate::Unstated),
    ("Sam can be activated now. Joan cannot.", Activate::Unstated, Activate::Now),
    ("Sam: activate. Joan: hold.", Activate::Hold, Activate::Now),
    ("Activate Joan. Should Sam be activated too?", Activate::Now, Activate::Unstated),
    ("Please activate Carl Benz.", Activate::Unstated, Activate::Unstated),
];

#[test]
fn never() {
    let wrong: Vec<&&str> = NEVER
        .iter()
        .filter(|text| said(text).contains(&Activate::Now))
        .collect();
    assert!(wrong.is_empty(), "taken for a request: {wrong:#?}");
}

#[test]
fn always() {
    let now = |text: &&&str| said(text).iter().all(|activate| *activate == Activate::Now);
    let missed: Vec<&&str> = ALWAYS.iter().filter(|text| !now(text)).collect();
    assert!(missed.is_empty(), "not taken for a request: {missed:#?}");
}

#[test]
fn one_of_two() {
    let mut wrong = Vec::new();
    for (text, joan, sam) in ONE {
        let got = said(text);
        if got != [*joan, *sam] {
            wrong.push((text, got));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
