//! "Activate everyone now, but on the website please do not activate Jo.": what stands beside a request and is about
//! somebody by name, whatever else it speaks of, never lets that person in.

use greenroom_parsers::{Activate, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

/// What a sentence below a list says of its three people.
fn said(sentence: &str) -> [Activate; 3] {
    let body = format!(
        "Hi,\n\n- Walburga Tietz, w.tietz@erlau.example, Level 3, Approver\n- Gesine Ostermann, g.ostermann@erlau.example, \
         Level 4\n- Falk Rademacher, f.rademacher@erlau.example, Level 1, Reporting\n\n{sentence}\n\nPat"
    );
    let users = read(&written::mail(&body), &Profile::client_roles()).extraction.users;
    let said: Vec<Activate> = users.into_iter().map(|user| user.activate).collect();
    said.try_into().expect("three people")
}

/// The second must wait, for whatever reason.
fn waits(sentences: &[&str]) {
    let let_in = sentences.iter().filter(|sentence| said(sentence)[1] == Activate::Now);
    let wrong: Vec<_> = let_in.collect();
    assert!(wrong.is_empty(), "Gesine is let in: {wrong:#?}");
}

#[test]
fn things_that_are_activated_too_hide_no_hold() {
    waits(&[
        "Activate everyone now, but on the website please do not activate Gesine.",
        "Activate everyone now, but on the website that we use for the partner programme please do not activate Gesine.",
        "Activate everyone now. For the modules please do not activate Gesine.",
        "Activate everyone now, in the sandbox never activate Gesine.",
        "Activate everyone now. Please don't activate Gesine before her ticket is paid.",
        "Activate everyone now. Please do not invite Gesine to Greenroom before the kick-off.",
        "Activate everyone now. Please do not send Gesine a link to the portal yet.",
        "Activate everyone now. In the alarms team Gesine must not be activated.",
        "Activate everyone now. Don't activate the account manager, Gesine.",
        "Activate everyone now, but Gesine's ticket is on hold.",
        "Activate everyone now; the rest of the setup can wait until May for Gesine.",
        "Bitte alle jetzt freischalten, aber für die API Gesine nicht aktivieren.",
        "Bitte alle sofort aktivieren. Im Modul Dispo Gesine bitte noch nicht freischalten.",
        "Merci de les activer tous maintenant, mais pour le module RH, n'activez pas Gesine.",
        "Activez tout le monde maintenant, mais sur le site n'activez pas encore Gesine.",
        "Por favor active a todos ahora, pero en el módulo no active a Gesine.",
        "Por favor ative todos agora, mas no módulo não ative a Gesine.",
        "Attivate tutti subito, ma nel modulo non attivate Gesine.",
        "Activeer iedereen nu, maar op de website Gesine niet activeren.",
    ]);
}

#[test]
fn reports_hide_no_hold() {
    waits(&[
        "Activate everyone now, but check first whether we activate Gesine.",
        "Activate everyone now, we are not going to activate Gesine.",
        "Activate everyone now, but the client wrote no for invites to Gesine.",
        "Activate everyone now; the sheet says who is not to be activated: Gesine.",
        "Activate everyone now, activating Gesine would be wrong.",
        "Activate everyone now, but nobody told me to activate Gesine.",
        "Activate everyone now, only Gesine has not been invited.",
        "Activate everyone now, though I was told not to activate Gesine.",
        "Alle jetzt freischalten, aber Gesine wurde noch nicht freigeschaltet und soll es auch nicht werden.",
        "Activeer iedereen nu, maar wij activeren Gesine later.",
    ]);
}

#[test]
fn few_words_in_the_same_sentence_count() {
    waits(&[
        "Activate everyone now, Gesine's approval is still pending.",
        "Activate everyone now, as we discussed not Gesine.",
        "Activate everyone now, Gesine can wait.",
        "Activate everyone now, Gesine's account is on hold.",
    ]);
}

#[test]
fn a_hold_in_the_middle_of_a_request_about_something_else_counts() {
    waits(&[
        "They can have their links now. While you are in there, could you fix the billing address, and leave Gesine's account \
         switched off, since legal hasn't got her papers back, as well as swap the old logo?",
        "Activate everyone now. Nobody in Gesine's depot goes out before 1 June because of the strike.",
        "Activate everyone now. Gesine's contract is with our lawyers, so hers stays shut for now whatever they say.",
        "Activate everyone now. Attention: what I said of Gesine is wrong, she is on sick leave, hers must stand still.",
    ]);
}

#[test]
fn few_words_that_nobody_understands_keep_back_whom_they_name() {
    waits(&[
        "Activate everyone now; Gesine is a different story.",
        "Activate everyone now, Gesine some other day.",
        "Activate everyone now, although Gesine isn't ready.",
        "Activate everyone now, I have my doubts about Gesine.",
        "Activate everyone now, Gesine I'd rather leave.",
        "Activate everyone now, we'll do Gesine in June.",
        "Activate everyone now. Gesine, we'll see.",
        "Alle jetzt freischalten, bei Gesine bin ich noch unsicher.",
        "Activez tout le monde maintenant, Gesine c'est une autre histoire.",
        "Activen a todos ya, lo de Gesine es otra cosa.",
        "Ativem todos agora, a Gesine fica para depois.",
        "Activeer iedereen nu, Gesine is een ander verhaal.",
        "Attivate tutti subito, Gesine è un altro discorso.",
        "Attivate tutti subito, per Gesine vediamo.",
        "Activate everyone now, with Gesine we'll see.",
        "Activate everyone now; for Gesine, I'd wait a little.",
        "Alle jetzt freischalten, mit Gesine warten wir noch.",
        "Activez tout le monde maintenant, avec Gesine on verra.",
        "Activen a todos ya, con Gesine ya veremos.",
        "Ativem todos agora, com a Gesine vemos depois.",
        "Activeer iedereen nu, met Gesine wachten we nog.",
    ]);
    // These take nothing back.
    for text in [
        "Activate everyone now, Gesine too.",
        "Activate everyone right away, Gesine is quite keen.",
        "Activate everyone now, Gesine can't wait to start.",
    ] {
        assert_eq!(said(text)[1], Activate::Now, "{text}");
    }
}

#[test]
fn a_person_is_stopped_by_name() {
    for text in [
        "I beg, stop Kofi Mensah: his link must not go out tomorrow as we planned.",
        "Please stop Kofi Mensah.",
        "Stop Kofi Mensah, his link must not go out tomorrow.",
        "Halt Kofi Mensah please.",
        "Kofi Mensah's link must not go out.",
    ] {
        let mail = String::from_utf8(written::mail(&format!("Good morning,\n\n{text}\n\nAkosua"))).expect("text");
        let mail = mail.replacen("Subject: ", "Subject: Re: [GR-212] ", 1);
        let users = read(mail.as_bytes(), &Profile::client_roles()).extraction.users;
        let [user] = users.as_slice() else {
            panic!("{text}: {users:?}")
        };
        assert_eq!(
            (user.name.as_deref(), user.activate),
            (Some("Kofi Mensah"), Activate::Hold),
            "{text}"
        );
        assert_eq!(user.hold_until, None, "{text}");
    }
}

#[test]
fn who_is_meant_may_be_said_by_level_or_place() {
    waits(&[
        "Activate everyone now, but on the website please do not activate the level 4s.",
        "Activate everyone now, but on the website please do not activate the second one.",
        "Activate Walburga and Gesine now, but for the module do not activate the latter.",
    ]);
}

#[test]
fn what_is_told_of_somebody_beside_a_request_takes_nothing_back() {
    for sentence in [
        "Activate everyone now, Gesine is the project lead.",
        "Activate everyone now, Gesine has no phone.",
        "Activate everyone now, but Gesine needs level 3.",
        "Activate everyone now, Gesine can't wait.",
        "Activate everyone now, with Gesine as the first contact.",
        "Activate everyone now, Gesine has been waiting since Monday.",
        "Activate everyone now, Gesine approved it.",
    ] {
        assert_eq!(said(sentence), [Activate::Now; 3], "{sentence}");
    }
}
