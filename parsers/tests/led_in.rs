//! What stands around a request in its sentence or right behind it: a time or a condition, somebody else's words, a second
//! thought. None of it may activate anybody, and what only looks like it must not be in the way.

use greenroom_parsers::{Activate, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

/// Who is activated.
fn activated(body: &str) -> Vec<String> {
    let users = read(&written::mail(body), &Profile::client_roles()).extraction.users;
    let now = users.into_iter().filter(|user| user.activate == Activate::Now);
    now.map(|user| user.name.unwrap_or_default()).collect()
}

fn under_a_list(text: &str) -> Vec<String> {
    activated(&format!(
        "Hi, new users:\n\nJane Doe, jane@acme.example, level 2\nTom Marsh, tom@acme.example, level 1\n\n{text}\n\nPat"
    ))
}

#[test]
fn nobody_is_activated_by_a_request_that_waits_or_is_not_the_writer_s() {
    for text in [
        "The minute the contract is signed, please activate both.",
        "The second the PO is in, please activate both straight away.",
        "The day Maria signs, please activate both straight away.",
        "On receipt of the PO, please activate both.",
        "On completion of the training, please activate both straight away.",
        "On Maria's signal, please activate both.",
        "At the end of the training, please activate both.",
        "With Maria's blessing, please activate both today.",
        "On the first day of term, please activate both immediately.",
        "Contract signed? Please activate both now.",
        "Has Maria signed? Please activate both now.",
        "Dès réception du bon de commande, merci d'activer les deux immédiatement.",
        "À la signature du contrat, merci d'activer les deux immédiatement.",
        "À mon signal, merci d'activer les deux.",
        "Upon arrival of the devices, please activate both.",
        "By the start of term, please activate both.",
        "Following the kick-off, please activate both.",
        "In week 12, please activate both immediately.",
        "During the pilot, please activate both.",
        "From the first of term, please activate both.",
        "Bei Vertragsabschluss bitte beide sofort freischalten.",
        "Mit Marias Segen bitte beide sofort freischalten.",
        "Nach Zahlungseingang bitte beide freischalten.",
        "Al recibir el pedido, por favor activen a los dos.",
        "A la firma del contrato, por favor activen a los dos inmediatamente.",
        "Alla firma del contratto, per favore attivate entrambi subito.",
        "Bij ontvangst van de bestelling graag beide direct activeren.",
        "Na assinatura do contrato, por favor ativem os dois imediatamente.",
        "Please activate both now, i.e. on 1 March.",
        "Message from Acme: please activate both now.",
        "From Acme this morning: please activate both now.",
        "I got this from Acme: please activate both now.",
        "Please activate them now, is what the client keeps saying.",
        "Activate them now, Acme says; I say March.",
        "Please activate them now, was the client's message this morning.",
        "Our original idea was: please activate both now.",
        "My question to Maria was: activate both now?",
        "Two choices - activate both now, or at go-live.",
        "Client's wish: activate both now.",
        "Wunsch des Kunden: beide sofort freischalten.",
        "Demande du client : activer les deux immédiatement.",
        "Der Kunde schreibt: bitte beide sofort freischalten.",
        "Le client écrit : merci d'activer les deux immédiatement.",
        "Please activate both now. Sorry, wrong template.",
        "Please activate both now. I am joking of course.",
        "Please activate both now, I wish.",
        "Please activate both now. I'll send the go-ahead tomorrow.",
        "Please activate both now. Their manager is copied in and will give the green light.",
        "Please activate them now. Go-live is 1 March and theirs go with it.",
        "Please activate them now. Their laptops arrive on 8 March and theirs can go then.",
        "Please activate them now. Their accounts begin on 1 April.",
        "Beide fangen am 8. März an, bitte freischalten.",
    ] {
        assert_eq!(under_a_list(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn who_is_left_out_is_not_activated() {
    for text in [
        "I'd be grateful if Jane could be activated today, Tom with the second group.",
        "It would be great if Jane could be activated today, Tom in the second wave.",
        "I'd appreciate it if Jane could be activated today, with Tom in the second group.",
        "Please activate Jane today, Tom with the others.",
        "Please activate them now. Tom only joins us in April, so his can go then.",
        "Please activate them now. Tom is new and gets his with the others in March.",
        "Please activate them now. Tom is a contractor and his can go on Monday.",
        "Please activate both now. He's in the next cohort, Tom.",
        "Please activate them now. Tom is a different story.",
        "Please activate them now, Jane at least.",
        "Please activate them now, Jane that is.",
        "Please activate them now, Jane being the only urgent one.",
        "Please activate Jane now and Tom whenever his manager says so.",
    ] {
        assert!(!under_a_list(text).contains(&"Tom Marsh".to_owned()), "{text}");
    }
}

#[test]
fn she_may_be_either_of_two() {
    let jane = "Jane Doe (jane@acme.example, level 3)";
    let tom = "Tom Marsh (tom@acme.example, level 1)";
    for text in [
        format!("Please create {jane} and {tom} and activate her today."),
        format!("Please add {jane}, who works for {tom}, and activate her now."),
        format!("Please add {tom} and {jane}. He needs his link today."),
        format!("Please add {tom} and {jane}. Please send him his link today."),
        "Please create these two and activate her now: Jane Doe, jane@acme.example, level 3; Tom Marsh, tom@acme.example, level 1".to_owned(),
    ] {
        assert_eq!(activated(&text), Vec::<String>::new(), "{text}");
    }
    let titled = "Please create Ms Jane Doe (jane@acme.example, level 3) and Mr Tom Marsh (tom@acme.example, level 1). He needs his link today.";
    assert_eq!(activated(titled), ["Tom Marsh"]);
}

#[test]
fn what_only_introduces_a_request_is_not_in_its_way() {
    for text in [
        "On behalf of Acme, please activate both.",
        "At Acme's request, please activate both now.",
        "By the way, please activate both now.",
        "In addition, please activate both.",
        "At Acme we have two new starters, please activate both.",
        "From my side: please activate both.",
        "With immediate effect, please activate both.",
        "In short: please activate both now.",
        "With many thanks in advance, please activate both.",
        "On the attached list you will find two people, please activate both today.",
        "With reference to our call, please activate both.",
        "In line with our agreement, please activate both now.",
        "As agreed, please activate both.",
        "From Acme's list, please activate both.",
        "In view of the tight schedule, please activate both today.",
        "At your earliest convenience, please activate both.",
        "On this occasion, please activate both straight away.",
        "En bref, merci d'activer les deux immédiatement.",
        "Suite à notre échange, merci d'activer les deux.",
        "À la demande du client, merci d'activer les deux.",
        "Dès maintenant, merci d'activer les deux.",
        "In bijlage de lijst, graag beide direct activeren.",
        "Por favor, activen a los dos ahora mismo.",
        "Update: please activate both now.",
        "Urgent: please activate both now.",
        "New request: please activate both now.",
        "One request: please activate both now.",
        "Hi Sam, please activate both.",
        "Morning! Please activate both.",
        "Please activate both now, they are waiting.",
        "Ready? Please activate both now.",
        "How are you? Please activate both now.",
        "Is that possible? Please activate both now.",
    ] {
        assert_eq!(under_a_list(text), ["Jane Doe", "Tom Marsh"], "{text}");
    }
}

#[test]
fn what_stands_before_somebody_with_an_address_counts() {
    let people = [
        "Jane Doe (jane@acme.example)",
        "Jane Doe (jane@acme.example, level 3)",
        "Jane Doe <jane@acme.example>",
        "Jane Doe (jane@acme.example, level 3) and Tom Marsh (tom@acme.example, level 1)",
    ];
    for text in [
        "I don't want X to be activated.",
        "I don't want X to be activated right away.",
        "We don't want X activated now.",
        "We do not need X activated immediately.",
        "Never should X be activated today.",
        "Under no circumstances should X be activated today.",
        "Please prevent X from being activated right away.",
        "It's too early for X to be activated.",
        "Maria expects X to be activated.",
        "Maria wants X activated right away, I don't.",
        "Acme asked for X to be activated today; I told them no.",
        "Maria asked if X could be activated now.",
        "On 12 January X should be activated.",
        "Next week X can be activated.",
        "Kim will have X activated today.",
        "Keinesfalls soll X sofort freigeschaltet werden.",
        "Im Januar sollen X freigeschaltet werden.",
    ] {
        for person in people {
            let text = text.replace('X', person);
            assert_eq!(activated(&text), Vec::<String>::new(), "{text}");
        }
    }
    for person in people {
        let text = format!("I'd like {person} activated today, please.");
        assert!(!activated(&text).is_empty(), "{text}");
    }
}
