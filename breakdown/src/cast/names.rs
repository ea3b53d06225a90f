//! What a name alone suggests, weakly: it only decides where the text says nothing.

use domain::character::look::Presenting;

/// Words that stand before a name or in place of one, and name nobody by themselves.
const COMMON: &str = "\
    the a an old young man woman boy girl mr mrs ms miss dr doctor sir lady lord officer detective \
    sergeant captain first second third guard cop nurse father mother uncle aunt agent professor \
    king queen prince princess waiter one two three no de van von la le of and voice crowd all both \
    junior little";

const FEMININE: &str = "\
    alice agnes amy ann anne beth carmen charlotte chloe claire edith eleanor elizabeth ellen emily \
    esther eve fay grace greta hannah helen iris isabel ivy jane jean jess joan june kate kim lily liz \
    lois lucy mabel margaret marion mary maud may megan miriam molly nell nora olive pearl peg rachel \
    rose ruth sally sarah scarlett sue susan vivian wren zoe maren ines yasmin mother queen woman girl \
    nurse waitress princess lady mrs miss ms aunt sister grandmother abigail adele alison astrid \
    audrey beatrice betty brigitte carol caroline catherine celeste chiara cecile daisy dolores doris \
    dorothy edna eileen ellie estelle evelyn florence frances gail georgia gertrude ginger gwen \
    harriet hazel heather heidi hope ingrid irene jackie janet jasmine jennifer jenny jessica jill \
    josephine joy joyce judith judy karen katherine kathleen keiko kelly kitty kirsten laurel lauren \
    leila lillian linh lorraine louise lynn mae maggie maeve marguerite marie martine mei meryl \
    michelle mildred millie mimi muriel nadine nancy naomi nicole nina noor odette peggy penelope \
    phoebe phyllis priya rebecca rosemary roxanne ruby sadie sakura saoirse shirley siobhan sophie \
    stella sigrid sylvie tess ursula violet wendy winnie yuki yvonne empress duchess countess widow \
    bride daughter wife actress policewoman stewardess niece granny grandma mom mum mama girlfriend \
    hostess";

const MASCULINE: &str = "\
    adam al alan albert andrew arthur ben bill bob bruno carl charles dan david ed eddie edgar elias \
    erik ernest frank fred gabriel george gus hank harry henry hugo ian isaac cole dutch pike butch \
    egon jack jacob james jim joe john jonas karl leo liam louis luke mark martin max michael nick \
    noah oscar otto paul peter ray rob robert sam saul seth simon ted thomas tim tom tomas victor \
    walter will father man boy king mr waiter lord sheriff uncle brother grandfather joshua luca ezra \
    aaron abel abdul abraham ahmed alec alex ali alistair amir andre andy angus anton antoine archie \
    axel barry basil benjamin bernard boris brad brian bruce calvin cameron cedric chester christopher \
    clarence clark claude clyde cliff colin conrad craig curtis cyril damian daniel danny darius \
    dennis derek desmond diego dimitri dmitri dominic donald doug douglas duncan dylan earl edmund \
    edward edwin eli elliot emil enzo eric etienne evan ethan felix fergus finn francis franz freddie \
    gary gavin geoffrey gerald gilbert glen gordon graham greg gregory gustav guy hamish hans harold \
    harvey hector herbert herman hiroshi homer howard hugh igor ibrahim ivan jake jamal jared jason \
    javier jean-luc jeff jeremy jerome jesse jimmy johann johnny jon jonathan jorge jose josef joseph \
    juan jules julian kai keith ken kenji kenneth kevin kurt kyle lars lawrence lee leon leonard lewis \
    lionel lloyd luigi malcolm manuel marcel marco mario marshall marvin mason matt matthew maurice \
    mehmet miguel mikhail miles milo mohammed morris mustafa nathan ned neil niels nigel nikolai \
    norman oleg oliver omar otis owen pablo patrick pavel pedro percy petr philip phil pierre piotr \
    rafael ralph ramon randy raoul raymond rex richard rick roger roland roman ronald rory roy rudolf \
    rupert russell ryan samuel scott sean sebastian sergei sidney silas stanley stefan stephen steve \
    steven stuart sven tariq terence terry theo theodore todd tobias toby tony trevor tristan tyler \
    vernon viktor vincent vladimir wallace warren wesley wilfred wilhelm william winston wolfgang \
    xavier yusuf yuri zack emperor duke count prince son husband priest grandpa dad papa pop nephew \
    groom butler policeman fireman monk wizard landlord businessman salesman boyfriend";

/// Whether a list of words holds one.
fn holds(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// Whether a word of a name is too common to stand for the whole.
pub(super) fn is_common(word: &str) -> bool {
    word.len() < 3 || holds(COMMON, word) || word.chars().all(|c| !c.is_alphabetic())
}

/// How somebody with these names may come across.
pub(super) fn hint(name: &str) -> Option<Presenting> {
    let lower = name.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.find_map(|word| match word {
        _ if holds(FEMININE, word) => Some(Presenting::Feminine),
        _ if holds(MASCULINE, word) => Some(Presenting::Masculine),
        _ if word.len() > 2 && word.ends_with('a') => Some(Presenting::Feminine),
        _ if word.len() > 2 && (word.ends_with('o') || word.ends_with("us")) => Some(Presenting::Masculine),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_on_both_lists_or_twice_on_one() {
        let mut seen = std::collections::BTreeSet::new();
        for name in FEMININE.split_whitespace().chain(MASCULINE.split_whitespace()) {
            assert!(seen.insert(name), "{name}");
        }
    }

    #[test]
    fn a_name_suggests_somebody_in_any_case_and_with_anything_around_it() {
        for (name, expected) in [
            ("DANIEL", Some(Presenting::Masculine)),
            ("Old Mrs Hale", Some(Presenting::Feminine)),
            ("Dr. Petr Lindqvist", Some(Presenting::Masculine)),
            ("THE QUEEN", Some(Presenting::Feminine)),
            ("Octavia", Some(Presenting::Feminine)),
            ("Lucius", Some(Presenting::Masculine)),
            ("Xq", None),
            ("", None),
            ("Ω 7", None),
        ] {
            assert_eq!(hint(name), expected, "{name}");
        }
    }

    #[test]
    fn titles_and_numbers_stand_for_nobody() {
        for word in ["the", "old", "captain", "dr", "12", "x", "--"] {
            assert!(is_common(word), "{word}");
        }
        for word in ["mara", "lindqvist", "wren"] {
            assert!(!is_common(word), "{word}");
        }
    }
}
