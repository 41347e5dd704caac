//! What one clause says about the activation link, in the words of many people: each a whole mail about one person.
//!
//! `now` is never inferred, so the lists of `hold` and of nothing matter more than the list of `now`. A hold may name the
//! day until which it lasts.

use greenroom_parsers::{Activate, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

fn mail(body: &str) -> String {
    let users = read(&written::mail(body), &Profile::client_roles()).extraction.users;
    let [user] = users.as_slice() else {
        return format!("{} people", users.len());
    };
    match (user.activate, user.hold_until) {
        (Activate::Now, _) => "now".to_owned(),
        (Activate::Hold, None) => "hold".to_owned(),
        (Activate::Hold, Some(until)) => until.to_string(),
        (Activate::Unstated, _) => "-".to_owned(),
    }
}

fn prose(text: &str) -> String {
    mail(&format!(
        "Please set up this person:\n\n- Tom Baker, tom@acme.example, level 2\n\n{text}"
    ))
}

fn slot(value: &str) -> String {
    mail(&format!(
        "Name: Tom Baker\nEmail: tom@acme.example\nLevel: 2\nActivate: {value}"
    ))
}

fn check(read: fn(&str) -> String, want: &str, cases: &[&str]) {
    let pairs: Vec<(&str, &str)> = cases.iter().map(|text| (*text, want)).collect();
    check_each(read, &pairs);
}

fn check_each(read: fn(&str) -> String, cases: &[(&str, &str)]) {
    let mut wrong = String::new();
    for (text, want) in cases {
        let got = read(text);
        if got != *want {
            wrong.push_str(&format!("\n{text:?}: want {want}, got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn now() {
    check(prose, "now", NOW);
}

#[test]
fn hold() {
    check(prose, "hold", HOLD);
}

#[test]
fn hold_until() {
    check_each(prose, UNTIL);
}

#[test]
fn nothing() {
    check(prose, "-", NOTHING);
}

#[test]
fn slots_now() {
    check(slot, "now", SLOT_NOW);
}

#[test]
fn slots_hold() {
    check(slot, "hold", SLOT_HOLD);
}

#[test]
fn slots_until() {
    check_each(slot, SLOT_UNTIL);
}

#[test]
fn slots_nothing() {
    check(slot, "-", SLOT_NOTHING);
}

#[rustfmt::skip]
const NOW: &[&str] = &[
    "It would be great if the activation mail could go out to him today.",
    "We would like him activated immediately, since he has to enter the cost centres himself.",
    "Please activate him now. Go-live is still 13 May.",
    "He doesn't have to wait for the go-live, please activate him now.",
    "Send him the link whenever you've finished the setup.",
    "Both desks open at noon, so the activation mail has to go out now.",
    "Feel free to activate him straight away, his manager has approved it.",
    "He insists on it and I gave in: activate him now, please.",
    "We have told him to look out for the mail, so please push the link out now.",
    "I'd be obliged if you'd send him the link today.",
    "You have my go-ahead to activate him today.",
    "Would you be so kind as to activate him straight away?",
    "Please activate him today. He is covering for a colleague who left on Friday.",
    "Please activate him now. His laptop arrives at three.",
    "Go-live is on 3 May; please send him the link now.",
    "The link for Tom, please send it today.",
    "Könnten Sie ihn bitte heute noch einladen?",
    "Den Link für Tom Baker könnt ihr gleich verschicken.",
    "Inutile d'attendre la mise en service, activez-le maintenant.",
    "Wachten op de livegang is niet nodig, activeer hem direct.",
    "Les liens peuvent partir dès aujourd'hui.",
    // Plain requests.
    "Please activate him.", "Activate Tom now.", "activate tom right away", "Please activate Tom straight away.",
    "You can activate him immediately.", "Go ahead and activate Tom.", "Please go ahead and send him the link.",
    "Send him the link.", "Send Tom his link today.", "Please send the activation link to Tom.", "Please send out his invite.",
    "You may invite him.", "Invite him by email.", "Invite Tom right away please.", "Please email him the link.",
    "Tom can get his link now.", "Tom can have his link today.", "He can have his invite straight away.",
    "Tom gets his invite by email today.", "Tom should get his link today.", "He should be activated today.",
    "He is to be activated at once.", "Tom needs to be activated today.", "Tom is good to go now.", "Tom is ready, activate him.",
    "His link can go out now.", "The link can go out right away.", "The invite may go out today.", "Release his link.",
    "Please release Tom's link today.", "Please issue his link.", "Please fire off his invite.", "Please turn him on.",
    "Switch him on.", "Switch Tom on today please.", "Turn Tom on straight away.", "Let him in.", "Please let Tom in today.",
    "Let him in right away.", "Fire away with Tom's link.", "Green light for Tom.", "Tom has the green light.", "Tom gets the green light today.",
    "It's a go for Tom.", "Tom is a go.", "Tom is clear to be activated.", "Tom can be let loose immediately.", "You can let Tom loose.",
    "Please enable him today.", "Please enable his login now.", "Open the doors for Tom today.", "Unlock Tom today.", "Please unlock his account now.",
    "Make Tom live today.", "Set Tom live now please.", "Put him live right away.", "Tom should be active from today.",
    "Activate immediately.", "Activate asap.", "Activation: now.", "Activate: yes", "Activate: right away.", "Active immediately please.",
    "ACTIVATE NOW!!!", "PLEASE ACTIVATE TOM TODAY", "SEND HIM THE LINK ASAP", "pls activate", "plz send link asap", "activate pls, thx", "link pls, today",
    "Could you please activate him?", "Can you send him the link today?", "Would you kindly activate Tom?", "Could you please send his invitation today?",
    "Kindly activate Mr Baker with immediate effect.", "Kindly proceed with activation of Mr Baker today.", "We hereby authorise the immediate activation of Mr Baker.",
    "The activation of Mr Baker shall take place without delay.", "Activation may proceed at once.", "Please proceed to activate him.", "Please proceed with his activation.",
    "No need to wait, activate him.", "No reason to hold, send the link.", "Don't wait, activate him now.", "Don't forget to activate him.", "Please don't hesitate to send him the link right away.",
    "Please do activate him right away.", "Do send him the link today.", "Once he is set up, send him the link.", "As soon as he is created please send the link.", "Please create and activate Tom.",
    "Set him up and send him his link.", "Add him and invite him, please.", "Create the account and send the activation mail.", "He's raring to go, so send the link.",
    "Feel free to activate him right away.", "Feel free to send his link.", "Happy for you to activate him now.", "Fine to activate him now.", "OK to activate.", "OK to send the link.", "Okay to invite him now.",
    "Tom may be invited right away.", "He wants to start today, so please send his link now.", "Please get Tom his link today.", "Please get his invite out today.", "Shoot him the link please.", "Please shoot Tom an invite.",
    "Please give him his link now.", "Please mail the invite to him today.", "Please trigger his activation mail.", "Please forward the activation link to him right away.", 
    "I want Tom activated today.", "I'd like Tom invited by email this morning.", "I would like him activated right away.", "We need him activated today.", "We'd like him live today.", "Tom should receive his invitation today.",
    "please to activate him now, is urgent", "you can make activation for him now", "Link for Tom today please.", "Invite today, please.",
    // Other languages.
    "Bitte Tom sofort aktivieren.", "Bitte aktivieren Sie ihn gleich.", "Bitte schicken Sie ihm den Link.", "Bitte schalten Sie ihn sofort frei.", "Er kann sofort freigeschaltet werden.", "Bitte den Aktivierungslink heute noch verschicken.", "Tom bitte sofort freischalten.", "Er darf den Link gleich bekommen.",
    "Merci de l'activer tout de suite.", "Vous pouvez l'activer dès maintenant.", "Veuillez envoyer le lien à Tom.", "Merci de lui envoyer son lien dès aujourd'hui.", "Tom peut recevoir son lien immédiatement.",
    "Por favor, actívelo ahora.", "Pueden activarlo de inmediato.", "Envíenle el enlace hoy, por favor.", "Por favor enviar el enlace a Tom.",
    "Pode ativar o Tom agora.", "Por favor, ative-o imediatamente.", "Podem enviar o link ao Tom já.", "Favor enviar o convite ao Tom hoje.",
    "Graag Tom meteen activeren.", "Je mag hem nu activeren.", "Stuur hem de link maar.", "Tom mag vandaag de uitnodiging krijgen.",
    "Attivare subito Tom, grazie.", "Potete attivarlo subito.", "Inviategli il link oggi stesso.", "Proszę aktywować Toma od razu.", "Proszę wysłać mu link dzisiaj.", "Aktivera honom direkt, tack.", "Skicka länken till honom idag.", "すぐに有効化してください。", "リンクをすぐに送ってください。",
    // Further wordings.
    "Tom can start right away, so send his login link.", "Please have Tom activated by end of today.", "Tom needs his link before lunch today.", "He is waiting for his link, please send it.", "You have my permission to activate Tom now.", "We are happy for Tom to be activated immediately.", "Activate him the minute he is in the system.", "Just activate him.", "Activate, please.", "Invite: yes", "Link: yes please", "Send the invite straight after you have created him.", "Tom, activate.", "Tom: activate now", "Tom -> activate", "Tom = activate today", "Tom may start using it today, please activate.", "Please expedite and activate today.", "No objection to activating him right now.", "Tom gets the link straight away, thanks!", "pls invite tom asap thx", "ok to activate tom now", "Tom is cleared for activation, go ahead.", "Nothing to wait for, activate him.", "Activate at your earliest convenience.", "Kindly send him his credentials and activation link today.", "Tom should be let in straight away.", "Please make sure he gets his link today.", "Please make Tom active right away.", "Could you send Tom his link right away? Thanks!", "Would you mind activating him today?", "Bitte laden Sie Tom gleich ein.", "Tom kann sofort loslegen, bitte aktivieren.", "Merci d'envoyer le lien à Tom dès que possible.", "Vous pouvez inviter Tom aujourd'hui.", "Actívenlo ya, por favor.", "Pode enviar o link para o Tom hoje.", "Tom mag meteen geactiveerd worden.",
];

#[rustfmt::skip]
const HOLD: &[&str] = &[
    "Do not activate him.", "Don't activate Tom yet.", "Please do not activate him yet.", "Please hold.", "Hold Tom.", "Hold off on Tom.", "Please hold off activating him.", "Hold him for now.", "Keep Tom on hold.", "Tom is on hold.", "Tom stays on hold until I say so.",
    "No invite till I say.", "No link for Tom until I say so.", "no link yet pls", "No invite yet.", "No activation yet.", "not yet please", "Tom: not yet.", "Not live yet.", "Tom does not go live yet.", "Tom must not get a link yet.", "Nothing goes out to Tom.",
    "Keep Tom in the drawer.", "Keep Tom's link in the drawer.", "Keep his invite under lock and key.", "Do nothing with Tom's link for now.", "Do nothing about his activation until I call.", "Sit tight on Tom.", "Sit tight with his invite.", "Park him for now.", "Please park Tom.", "Leave him dormant.", "Leave Tom inactive.", "Leave his account dormant.", "Keep him inactive for now.", "Keep Tom switched off.", "Tom remains inactive.", "His account is to remain inactive.", "Keep the invite back.", "Please hold his link back.", "Hang on to his link.", "Hang on with Tom.", "Hold fire on Tom.", "Hold your fire with the invite.", "Hold your horses with Tom's link.",
    "Wait with Tom.", "Please wait with his link.", "Wait for my go before you send his link.", "Wait until he is trained.", "Wait for the training.", "Tom waits.", "Tom can wait.", "His activation can wait.", "The link can wait until he is back.", "Tom has to wait for his link.", "Await further instructions before activating him.", "Await my word before sending anything.",
    "Set up only.", "Just create him, no invite.", "Create only, no invite.", "Only create the account.", "Set him up without an invite.", "Create him without activating.", "Build the account but don't send anything.", "Set up but do not activate.", "Create but don't activate.", "Please set him up without sending the link.", "No email to Tom please.", "No mails to him yet.", "Don't send him anything.", "Please don't email him anything yet.", "Do not send the link.", "Do not send any activation links.", "Don't let him in yet.", "Do not let Tom in.", "Don't switch him on yet.", "Don't turn him on.", "Do not release his link.", "Please don't invite him yet.", "Please do not send an invitation.", "Don't press the button on Tom yet.",
    "Not before she's trained.", "Not before I say so.", "Activate once he has been trained.", "Activate after the training.", "Activate him after go-live.", "Activate at go-live.", "Activate a week before go-live.", "Send the link the day before go-live.", "Send the link once the contract is signed.", "Activate when he is back.", "Invite him when he's back from leave.", "Only activate him when Jane says so.", "He gets his link after training.", "His link goes out after training.", "Activation to follow later.", "Activate him later.", "Tom later.", "Send the link later.", "Later for Tom.", "Activation pending.", "Hold until go-live.", "Hold until further notice.", "Please hold until you hear from me.", "Hold till I'm back.", "He should not be activated before the training.", "Under no circumstances is Tom to be activated.", "Tom is not to be activated.", "Tom mustn't be activated.", "Never activate without asking me.", "DO NOT ACTIVATE", "NO LINK FOR TOM!!!", "HOLD HOLD HOLD", "Access shall not be granted before the works council has agreed, so do not activate.", "Activation shall be withheld.", "The activation is to be withheld until further notice.", "Please refrain from activating Mr Baker.", "Kindly keep Mr Baker's activation on hold.", "Activation is deferred.", "We'd rather you didn't activate him yet.", "I'd rather you hold his link.", "please not activate now", "no activate please for the moment", "for now not activate him", "he not need link now, please wait", "Tom stays off until I call.", "Not activating Tom just yet, please.", "Tom is not ready for his link.",
    // Other languages.
    "Bitte noch nicht aktivieren.", "Tom bitte noch nicht freischalten.", "Bitte keinen Link an Tom schicken.", "Erst nach der Schulung aktivieren.", "Bitte gesperrt lassen.", "Bitte Tom gesperrt halten.", "Mit der Aktivierung bitte warten.", "Nur anlegen, nicht aktivieren.", "Bitte zurückstellen.", "Aktivierung erst nach Freigabe.",
    "Tom reste en attente.", "Ne pas l'activer.", "Ne l'activez pas encore.", "Merci de ne pas envoyer de lien.", "À activer plus tard.", "Merci d'attendre avant de l'activer.", "Laissez-le en attente.",
    "No lo activen todavía.", "No activar aún.", "Tom queda en espera.", "Esperen con Tom.", "Não ativar ainda.", "O Tom fica em espera.", "Não enviar o link por enquanto.", "Aguardar para ativar.",
    "Nog niet activeren.", "Wacht nog even met Tom.", "Tom blijft in de wacht.", "Geen link naar Tom sturen.", "Non attivare per ora.", "Tom resta in attesa.", "Non inviare ancora il link.", "Proszę jeszcze nie aktywować.", "Nie wysyłać linku.", "Aktivera inte ännu.", "Vänta med Tom.", "まだ有効化しないでください。", "リンクはまだ送らないでください。",
    // Further wordings.
    "Tom isn't to have his link until he is back.", "Nobody is to be activated.", "Nobody gets in before I give the word.", "Please make sure Tom is not activated by mistake.", "Tom: hold", "Tom - hold please", "TOM = HOLD", "Tom (hold)", "Hold on Tom please", "Activation: no", "Invite: no", "Activate: not yet", "Send link: no, later", "Link: no", "Please create Tom in inactive state.", "Tom should stay inactive until training is over.", "We will activate Tom ourselves, so no link please.", "The link should only go out after training.", "Tom is still on leave, no link please.", "No rush with Tom, hold his link.", "Put Tom on ice.", "Put Tom on hold.", "Put a hold on Tom.", "Place Tom on hold until further notice.", "Delay his activation.", "Tom's activation is to be delayed.", "Tom should only get his link at go-live.", "Only after the training should he be activated.", "Not until he has signed the policy.", "Please keep his activation pending.", "Please prepare the account only.", "Do the setup, skip the invite.", "Skip the invite for now.", "Account yes, link no.", "Set up yes, activation no.", "No need to activate him yet.", "There's no need to send the link yet.", "I don't want Tom activated yet.", "I do not want him to get the link yet.", "Jane does not want him activated before training.", "The client asked us to hold him.", "Jane asked not to activate him yet.", "Jane says to hold him.", "Hold until Jane approves.", "Do not activate unless Jane confirms.", "Activate only once Jane has confirmed.", "Wait for the go-ahead from Jane.", "Tom muss noch warten.", "Bitte Tom erst nach dem Urlaub aktivieren.", "Keine Einladung an Tom.", "Zugang bitte noch nicht freischalten.", "Pas de lien pour Tom pour le moment.", "Surtout ne pas activer !", "À laisser inactif.", "No enviar el enlace hasta nuevo aviso.", "Dejarlo inactivo por ahora.", "Deixar inativo por enquanto.", "Tom nog even niet activeren.", "Niet activeren a.u.b.", "Lasciare inattivo per ora.",
];

#[rustfmt::skip]
const UNTIL: &[(&str, &str)] = &[
    ("Hold until 3 May.", "2027-05-03"), ("Hold him until May 3rd.", "2027-05-03"), ("hold til 5/3", "2027-05-03"), ("Keep Tom on hold until 3 May please.", "2027-05-03"), ("Activate on 3 May.", "2027-05-03"), ("Activate him on Monday.", "2027-03-01"), ("Send the link on 3 May.", "2027-05-03"), ("Please activate on May 3, not before.", "2027-05-03"), ("Not before 3 May.", "2027-05-03"), ("No link before May 3.", "2027-05-03"), ("Do not activate before 3 May.", "2027-05-03"), ("Do not activate until the 3rd of May.", "2027-05-03"), ("Wait until 3 May.", "2027-05-03"), ("Tom waits until 3 May.", "2027-05-03"), ("Keep his link in the drawer until 3 May.", "2027-05-03"), ("Don't let him in before 3 May.", "2027-05-03"), ("Sit tight on Tom until 3 May.", "2027-05-03"), ("Park him until 3 May.", "2027-05-03"), ("His link goes out on 3 May.", "2027-05-03"), ("Activate from 3 May.", "2027-05-03"), ("Tom can be activated from 3 May onwards.", "2027-05-03"), ("Activate tomorrow.", "2027-02-25"), ("Send him the link in two weeks.", "2027-03-10"), ("Activate effective 3 May.", "2027-05-03"), ("Leave him dormant until Monday 3 May.", "2027-05-03"), ("Hold until 3 May at 8 AM.", "2027-05-03"), ("He gets his link on 3 May.", "2027-05-03"), ("Activate by 3 May.", "2027-05-03"), ("Invite him the Monday after Easter Monday.", "2027-04-05"), ("Activate him the day after Labor Day.", "2027-09-07"), ("Bitte erst am 3. Mai aktivieren.", "2027-05-03"), ("Tom gesperrt halten bis zum 03.05.", "2027-05-03"), ("Bitte bis 3. Mai warten.", "2027-05-03"), ("Aktivierung ab 3. Mai.", "2027-05-03"), ("À activer le 3 mai seulement.", "2027-05-03"), ("Ne pas activer avant le 3 mai.", "2027-05-03"), ("Tom reste en attente jusqu'au 3 mai.", "2027-05-03"), ("No activar antes del 3 de mayo.", "2027-05-03"), ("Activar el 3 de mayo.", "2027-05-03"), ("Ativar apenas em 3 de maio.", "2027-05-03"), ("Pas op 3 mei activeren.", "2027-05-03"), ("Attivare il 3 maggio.", "2027-05-03"), ("Aktywować 3 maja.", "2027-05-03"), ("Aktivera den 3 maj.", "2027-05-03"), ("2027年5月3日に有効化してください。", "2027-05-03"),
    // A day that has come is now.
    ("Activate him on 24 February.", "now"), ("Please activate today, 2/24/27.", "now"), ("Activate on 2/24/27 (today).", "now"),
    // The go-live's date is not the day until which one waits.
    ("Hold until go-live on 3 May.", "hold"), ("Do not activate before go-live (3 May).", "hold"), ("Activate a week before go-live on 3 May.", "hold"), ("Hold until May.", "hold"), ("Activate next week.", "hold"), ("Activate sometime in May.", "hold"), ("Hold. Training is on 3 May.", "hold"),
];

#[rustfmt::skip]
const NOTHING: &[&str] = &[
    "We would like to activate him now, but legal has to agree.",
    "Kim wrote: activate him now.",
    "If he signs, so in May, activate him today.",
    "They want him in, so should we activate him now?",
    "Maybe he is ready, so activate him now?",
    // Questions.
    "Should we activate him?", "Can he be activated before training?", "can he go in right now??", "Shall I tell you when to activate him?", "Activate now or wait?", "When will he get his link?", "Has he got his link yet?", "Do we hold him or not?", "Should Tom wait?", "Is it OK to activate him before go-live?", "Who sends the link, you or us?", "Do you activate him or do we?", "Why would we hold him?", "Sollen wir ihn aktivieren?", "Faut-il l'activer maintenant ?", "¿Lo activamos ya?", "Ativamos já?", "Moeten we hem activeren?",
    // Doubts.
    "Not sure whether to activate him.", "I don't know if he should be activated.", "I'll let you know about activation.", "We have not decided about his activation.", "Activation to be decided.", "Activation TBD.", "Jane will tell you whether to activate him.", "Maybe activate him, I have to ask.", "Activation depends on Jane.", "I haven't heard whether he is to be activated.", "We will get back to you about his link.", "Nobody has told me whether to hold him.",
    // Reports of the past.
    "He was activated last week.", "His old account was activated in 2019.", "You sent him a link last month.", "We activated his colleague yesterday.", "The last invite never arrived.", "Last time you activated everybody at once.", "He got his link yesterday.", "The invitation expired last year.",
    "Let me know when he is activated.", "Please confirm once he has been activated.", "Thanks for activating him so quickly.", "Tell me when the link goes out.",
    // Quotes and sarcasm.
    "\"activate now, think later\" as our old vendor used to say.", "Sure, \"activate now\", like you people said for the last three accounts.", "Our old vendor's motto was activate first, ask later.", "Jane says \"hold everything\" is her favourite song.", "Your policy says: \"links are sent at once\".", "The brochure promises \"activate in minutes\".", "Per your terms, activation occurs when the customer requests it.", "Your website says to activate users early.",
    // Things, not people.
    "Please activate the reporting module.", "Activate the SSO integration.", "The activation of the interface is done by IT.", "Please activate our maintenance contract.", "Our activation fee is included.", "Activate your savings today!", "Activate your own account at tallybrook.example", "You are invited to our crab boil on Saturday.", "Please invite Bob to the kickoff.", "Send me the link to the price list.", "The link to the form is below.", "Hold music is being replaced.", "Please hold the line when you call us.", "Hold the date: party on 3 May!",
    // Disclaimers and guidance.
    "If this mail is not for you, activate no link in it.", "Do not click on links from unknown senders.", "This e-mail may contain links; do not open them.", "Y = send this person the link, N = do not activate.", "Invitations are sent right away once this form is complete unless told otherwise.", "In the last column, Y means activate and N means hold.", "Activate? (yes/no)", "Users are activated within two days after approval.", "Accounts are normally activated at go-live.", "Please state for each user whether to activate now or hold.", "Tick the box if the user is to be activated now.",
    // Conditions nobody can check.
    "If the contract is signed, activate him.", "Activate him if Jane agrees.", "Unless you hear otherwise, activate him.", "Provided that legal agrees, send the link.", "In case he asks, send him the link.", "Should he ask for it, send him the link.",
    // Further wordings.
    "How do I activate him?", "What happens when you activate him?", "Did you send him the link?", "Will he get the link automatically?", "Jane wonders whether he can be activated.", "She is asking if we can send the link.", "I forwarded your question about activation to Jane.", "Jane will call you about the activation.", "We will decide on activation next week.", "No word on activation from Jane.", "She did not say anything about activation.", "I don't have instructions about activation.", "He was on hold last month.", "He had his link in January but it expired.", "They used to be activated at once.", "The old system activated people automatically.", "Your last mail said that links go out at once.", "As the saying goes: activate in haste, repent at leisure.", "In our company we say \"hold your horses\".", "The activation guide is attached.", "Please see the section on activation in the manual.", "Activation mails often land in spam at our place.", "His email is active.", "He is an active member of the team.", "Our contract is on hold.", "The project was on hold for a while.", "The invoice is on hold.", "We invite you to visit our stand.", "Join us: activate your free trial today!", "Click the link below to unsubscribe.", "This link will take you to the form.", "You will find the invitation to the training attached.", "Send me the calendar invite, please.", "Activation: see table above.", "Activation as discussed.", "Activation as usual.", "The usual regarding activation.", "See column \"activate\".", "Tell me if he should be on hold.", "I will send the activation instructions tomorrow.", "Ich sage Ihnen noch Bescheid wegen der Aktivierung.", "Je vous dirai quand l'activer.", "Les avisaré cuándo activarlo.", "Avisaremos quando ativar.", "Ik laat weten wanneer hij geactiveerd mag worden.",
];

#[rustfmt::skip]
const SLOT_NOW: &[&str] = &[
    "Y", "y", "Yes", "yes please", "Yes, please!", "YES", "yes - today", "y (today)", "Yes, immediately", "yes, now", "✔", "✓", "☑", "x", "X", "TRUE", "true", "1", "now", "NOW!", "Now please", "right away", "immediately", "asap", "ASAP please", "send", "send it", "send link", "send the link", "send invite", "invite", "invite now", "go", "go ahead", "do it", "ok", "OK", "today", "activate", "Activate him", "straight away", "at once", "ja", "Ja, bitte", "sofort", "oui", "Oui, tout de suite", "dès maintenant", "sí", "Sí, por favor", "ahora", "sim", "sim, agora", "nu", "meteen", "subito", "tak", "はい", "yep", "yup", "yeah", "sure", "green light", "let him in", "please do", "by email", "2/24/27", "today, 2/24",
];

#[rustfmt::skip]
const SLOT_HOLD: &[&str] = &[
    "N", "n", "No", "no.", "NO!", "nope", "nah", "Not yet", "not now", "not yet please", "No, not before she's trained", "No - wait", "no, on leave", "hold", "HOLD", "on hold", "hold off", "wait", "waiting", "later", "after training", "when back", "when he is back", "after go-live", "at go-live", "once trained", "FALSE", "false", "0", "✗", "✘", "❌", "never", "don't", "do not", "do not activate", "don't send", "no link", "no invite", "create only", "set up only", "inactive", "dormant", "pending", "parked", "park", "next week", "in May", "until further notice", "nein", "Nein, noch nicht", "noch nicht", "warten", "später", "erst nach Schulung", "non", "Non, pas encore", "pas encore", "plus tard", "en attente", "todavía no", "más tarde", "não", "ainda não", "nee", "nog niet", "later a.u.b.", "non ancora", "nie", "nej", "いいえ", "not before training", "keep off", "withhold", "yes but not before go-live", "yes, after training", "Yes, but only after the training", "yes once trained",
];

#[rustfmt::skip]
const SLOT_UNTIL: &[(&str, &str)] = &[
    ("10/12/27", "2027-10-12"), ("3 May", "2027-05-03"), ("May 3", "2027-05-03"), ("on May 3", "2027-05-03"), ("hold until 5/3", "2027-05-03"), ("no, 3 May", "2027-05-03"), ("yes, on 3 May", "2027-05-03"), ("yes - 5/3/27", "2027-05-03"), ("from 5/3", "2027-05-03"), ("not before 3 May", "2027-05-03"), ("Monday", "2027-03-01"), ("tomorrow", "2027-02-25"), ("in two weeks", "2027-03-10"), ("03.05.2027", "2027-05-03"), ("2027-05-03", "2027-05-03"), ("bis 3. Mai", "2027-05-03"), ("le 3 mai", "2027-05-03"),
];

#[rustfmt::skip]
const SLOT_NOTHING: &[&str] = &[
    "?", "??", "tbd", "TBD", "tbc", "ask me", "ask Jane", "unsure", "not sure", "don't know", "maybe", "yes?", "yes/no", "y/n", "Y / N", "yes or no", "k?", "see below", "see above", "see notes", "-", "–", "n/a", "depends", "up to you", "you decide", "will confirm", "to be confirmed", "undecided", "Jane decides", "yes if Jane agrees", "yes, if signed", "vielleicht", "à confirmer", "peut-être", "now?", "today?",
];
