//! Exceptions, "only", and everybody: who is let in and who waits, in seven languages.

use greenroom_parsers::{Activate, Profile, read};

#[path = "support/written.rs"]
#[allow(unreachable_pub, reason = "shared by tests")]
mod written;

/// What a sentence below a list says of its three people: `n` now, `h` hold, `-` nothing.
fn said(sentence: &str) -> String {
    let body = format!(
        "Hi,\n\n- Walburga Tietz, w.tietz@erlau.example, Level 3, Approver\n- Gesine Ostermann, g.ostermann@erlau.example, \
         Level 4\n- Falk Rademacher, f.rademacher@erlau.example, Level 1, Reporting\n\n{sentence}\n\nPat"
    );
    let users = read(&written::mail(&body), &Profile::client_roles()).extraction.users;
    let letters = users.into_iter().map(|user| match user.activate {
        Activate::Now => 'n',
        Activate::Hold => 'h',
        Activate::Unstated => '-',
    });
    letters.collect()
}

fn check(want: &str, sentences: &[&str]) {
    let found = sentences.iter().map(|sentence| (sentence, said(sentence)));
    let wrong: Vec<_> = found.filter(|(_, found)| found != want).collect();
    assert!(wrong.is_empty(), "want {want}: {wrong:#?}");
}

#[test]
fn an_exception_is_one_however_it_is_called() {
    check(
        "nnh",
        &[
            "Activate everybody other than Falk.",
            "Activate them all, other than Falk.",
            "Invites for everybody other than Falk, who needs none at present.",
            "Activate everybody outside of Falk.",
            "Activate everybody not counting Falk.",
            "Activate everyone now, Falk being the one exception.",
            "Activate everyone now. One exception: Falk.",
            "Alle freischalten, abgesehen von Falk.",
            "Activez tous les autres que Falk.",
            "Activen a todos a excepción de Falk.",
            "Activen a todos aparte de Falk.",
            "Ativem todos com exceção do Falk.",
            "Activeer alle anderen dan Falk.",
        ],
    );
}

#[test]
fn who_alone_is_named_goes_where_the_others_are_held() {
    check(
        "hnh",
        &[
            "Only Gesine for now, everybody else on hold, please.",
            "Just Gesine for the present. Everybody else on hold, please.",
            "Shall we activate all of them? Only Gesine for now, the others wait.",
            "Vorerst bitte nur Gesine, alle anderen auf hold.",
        ],
    );
    // Nobody said that this is about links.
    check(
        "h-h",
        &["Who has been trained? Only Gesine for now, the others wait for the next course."],
    );
}

#[test]
fn titles_do_not_take_two_people_apart() {
    check(
        "nn-",
        &[
            "Frau Tietz und Frau Ostermann bitte freischalten.",
            "Frau Tietz und Frau Ostermann dürfen ab sofort rein, also bitte gleich freischalten.",
        ],
    );
}

#[test]
fn the_exception_is_spoken_of_and_nobody_else() {
    check(
        "-n-",
        &[
            "Exception: Gesine Ostermann, she can be activated right away.",
            "The exception is Gesine, activate her now.",
            "Einzige Ausnahme ist Gesine: sie darf sofort aktiviert werden.",
            "Die Ausnahme ist Gesine Ostermann, sie bitte sofort freischalten.",
            "L'exception est Gesine : elle peut recevoir son lien tout de suite.",
            "La única excepción es Gesine: se puede activar ya.",
            "A única exceção é Gesine: pode ativar agora.",
            "De enige uitzondering is Gesine: zij mag nu geactiveerd worden.",
            "L'unica eccezione è Gesine: può essere attivata subito.",
        ],
    );
    check(
        "hnh",
        &[
            "Hold everybody until May 3. Exception: Gesine, activate her now.",
            "Bitte alle bis zum 3. Mai zurückhalten. Einzige Ausnahme ist Gesine: sie darf sofort aktiviert werden.",
        ],
    );
    check(
        "hnn",
        &["Hold everybody until May 3. The only exceptions are Gesine and Falk, they can be activated now."],
    );
}

#[test]
fn all_but_one_are_let_in() {
    check(
        "nhn",
        &[
            "Please activate everyone now. The only exception is Gesine: she has to wait until May 3.",
            "Bitte alle sofort freischalten. Ausnahme: Frau Ostermann, sie muss bis zum 3. Mai warten.",
            "Bitte alle sofort aktivieren, bis auf Gesine Ostermann, die bleibt vorerst auf Hold.",
            "Activez tout le monde, sauf Gesine, qui reste en attente pour l'instant.",
            "Activen a todos ya, excepto a Gesine, que se queda en espera por ahora.",
            "Ativem todos já, exceto a Gesine, que fica em espera por enquanto.",
            "Attivate subito tutti tranne Gesine, che per ora aspetta.",
            "Activeer iedereen nu, behalve Gesine, die blijft voorlopig in de wacht.",
            "Activate all immediately, except for Gesine, she stays on hold for the time being.",
        ],
    );
}

#[test]
fn only_one_is_let_in() {
    check(
        "hnh",
        &[
            "Please activate only Gesine now, the others stay on hold.",
            "Just Gesine for now; nobody else gets a link yet.",
            "Send the link to Gesine only; no one else for now.",
            "Aktivieren Sie sofort lediglich Frau Ostermann.",
            "Bitte vorerst nur Frau Ostermann freischalten; alle anderen bleiben in Wartestellung.",
            "Bitte jetzt nur Gesine Ostermann aktivieren, sonst bekommt vorerst niemand den Link.",
            "Activez uniquement Gesine tout de suite, les autres restent en attente.",
            "N'activez que Gesine tout de suite, les autres attendent.",
            "Pour l'instant seule Gesine reçoit son lien; personne d'autre.",
            "Activen ahora solamente a Gesine; nadie más recibe el enlace por ahora.",
            "Ativem agora somente a Gesine; ninguém mais recebe o link por enquanto.",
            "Attivate subito soltanto la dott.ssa Ostermann, gli altri restano in attesa.",
            "Per ora attivate solamente Gesine; nessun altro riceve il link.",
            "Alleen Gesine mag nu haar link krijgen; verder voorlopig niemand.",
        ],
    );
}

#[test]
fn all_are_put_back() {
    check(
        "hhh",
        &[
            "Bitte halten Sie alle zurück.",
            "Bitte stellen Sie alle bis zum 3. Mai zurück.",
            "Halten Sie alle drei noch zurück.",
            "Sie sollen bis zum 3. Mai warten.",
        ],
    );
}

#[test]
fn what_becomes_of_other_things_says_nothing_of_people() {
    check(
        "---",
        &[
            "I hope the columns stay put.",
            "The Stock module was activated by Finance yesterday, and single sign-on will be activated later in the summer.",
            "Single Sign-On wird erst im Sommer aktiviert.",
            "Le module Stock a été activé hier, le SSO sera activé plus tard.",
            "Il modulo magazzino è stato attivato ieri.",
            "The invoice can wait until June.",
            "SSO is not activated yet.",
        ],
    );
}

#[test]
fn nobody_hears_anything_yet() {
    check(
        "hhh",
        &[
            "Not a peep to any of them before go-live.",
            "Not a word to them yet please.",
            "Don't breathe a word to them until I say so.",
            "Please make only the accounts, the system should not write to these people at the moment.",
            "Please open the accounts only. No system mails to these people for the time being.",
            "Please don't send the activation mail to them until I come back to you.",
            "Kindly do not trigger the activation e-mail till you hear from me.",
            "Create the logins but theirs don't go anywhere until they're live.",
            "Set them up, nothing is to reach them before I give the word.",
            "Set them up but leave out the invitation mail until I shout.",
            "Leave out the invitation for now.",
            "Hold fire on the links till further notice.",
            "Please create them but do not notify the users yet.",
            "The users must not be informed yet.",
            "No mails from the system to them as of now, I will revert.",
            "Request you to create without invite as of now, I will revert once their onboarding call is over.",
            "Nothing goes out to them until the compliance modules are finished.",
            "They do not need the link at this point.",
            "Same treatment as the rest: theirs don't go anywhere until they're live.",
        ],
    );
}
