//! Final Draft documents: what is read from one as the program itself writes it, and the way there and
//! back for everything Fountain knows.

use proptest::prelude::*;
use screenplay::fdx::{FdxError, MAX_FDX_BYTES, read, write};
use screenplay::{Element, Kind, Run, Screenplay, format, marked, parse, runs};

const SAMPLES: [&str; 8] = [
    include_str!("data/ferry.fountain"),
    include_str!("data/forced.fountain"),
    include_str!("data/margins.fountain"),
    include_str!("data/chorus.fountain"),
    include_str!("data/bare.fountain"),
    include_str!("samples/salvage.fountain"),
    include_str!("samples/cabaret.fountain"),
    include_str!("samples/marks.fountain"),
];

/// Marks that nothing closes are characters, and are kept from closing later.
fn opened(mut run: Run) -> Run {
    run.text = run.text.replace("[[", "[ [");
    run
}

/// One spelling for every emphasis and every note, which is all that a round trip may change.
fn canonical(screenplay: &Screenplay) -> Vec<(Kind, String)> {
    let spelled = |element: &Element| {
        let (mut out, mut at) = (String::new(), 0);
        if matches!(element.kind, Kind::Note | Kind::Boneyard) {
            return element.text.clone();
        }
        for note in element.notes() {
            out += &marked(&runs(&element.text[at..note.span.start]));
            out.extend(["[[", &note.text, "]]"]);
            at = note.span.end;
        }
        out += &marked(&runs(&element.text[at..]).into_iter().map(opened).collect::<Vec<_>>());
        out.replace("/*", "/ *")
    };
    screenplay.elements.iter().map(|element| (element.kind.clone(), spelled(element))).collect()
}

#[test]
fn every_sample_goes_there_and_back() {
    for sample in SAMPLES {
        let screenplay = parse(sample).unwrap();
        let back = read(write(&screenplay).as_bytes()).unwrap();
        for (there, back) in canonical(&screenplay).into_iter().zip(canonical(&back)) {
            assert_eq!(there, back);
        }
        assert_eq!(screenplay.elements.len(), back.elements.len());
        // And again as Fountain.
        assert!(parse(&format(&back)).unwrap().same_content(&back), "{}", format(&back));
        // What was read once is written the same for ever.
        assert_eq!(write(&read(write(&back).as_bytes()).unwrap()), write(&back));
    }
}

#[test]
fn a_title_page_goes_there_and_back() {
    let ferry = parse(include_str!("data/ferry.fountain")).unwrap();
    let mut expected = ferry.title_page.clone();
    let date = expected.remove(4);
    expected.push(date);
    assert_eq!(read(write(&ferry).as_bytes()).unwrap().title_page, expected);
    for page in
        ["Title: One\nAuthor: A\n\nx", "Title: One\nCredit: by\nAuthors:\n    A\n    B\nRevision: Blue\n\nx"]
    {
        let page = parse(page).unwrap();
        let back = read(write(&page).as_bytes()).unwrap();
        let values = |screenplay: &Screenplay| {
            screenplay.title_page.iter().map(|(_, lines)| lines.clone()).collect::<Vec<_>>()
        };
        assert_eq!(values(&back), values(&page));
    }
}

/// As Final Draft 12 writes it, shortened.
const FINAL_DRAFT: &str = r##"<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="5">
  <Content>
    <Paragraph Number="3A" Type="Scene Heading">
      <SceneProperties Length="2/8" Page="1" Title="">
        <Summary><Paragraph Alignment="Left"><Text>Odile arrives.</Text></Paragraph></Summary>
      </SceneProperties>
      <Text>INT. HUT &amp; HARBOUR - </Text>
      <Text Style="Underline">NIGHT</Text>
    </Paragraph>
    <Paragraph Type="Action">
      <ScriptNote Color="#FFFF00" ID="1" Name="" Type="Note"><Paragraph><Text>One.</Text></Paragraph><Paragraph><Text>Two.</Text></Paragraph></ScriptNote>
      <Text>Rain. </Text><Text AdornmentStyle="0" Style="Bold+Italic">Hard</Text><Text> rain &#8212; 100 * 2 * 3.</Text>
    </Paragraph>
    <Paragraph Type="Character"><Text>odile (v.o.)</Text></Paragraph>
    <Paragraph Type="Parenthetical"><Text>(low)</Text></Paragraph>
    <Paragraph Type="Dialogue"><Text>Not you.</Text></Paragraph>
    <Paragraph><DualDialogue>
      <Paragraph Type="Character"><Text>BO</Text></Paragraph>
      <Paragraph Type="Dialogue"><Text>Yes.</Text></Paragraph>
      <Paragraph Type="Character"><Text>MARA</Text></Paragraph>
      <Paragraph Type="Dialogue"><Text>No.</Text></Paragraph>
    </DualDialogue></Paragraph>
    <Paragraph Alignment="Center" StartsNewPage="Yes" Type="General"><Text>A sign</Text></Paragraph>
    <Paragraph Type="Shot"><Text>CLOSE ON THE LAMP</Text></Paragraph>
    <Paragraph Type="Transition"><Text>CUT TO:</Text></Paragraph>
    <Paragraph Type="Action"><Text></Text></Paragraph>
  </Content>
  <TitlePage><Content>
    <Paragraph Alignment="Center" Type="Title Page"><Text Style="Bold">THE HUT</Text></Paragraph>
    <Paragraph Alignment="Center"><Text/></Paragraph>
    <Paragraph Alignment="Center"><Text>Written by</Text></Paragraph>
    <Paragraph Alignment="Center"><Text>I. Holm</Text></Paragraph>
    <Paragraph Alignment="Left"><Text>Slipway</Text></Paragraph>
  </Content></TitlePage>
  <ScriptNotes><ScriptNote><Paragraph><Text>not here</Text></Paragraph></ScriptNote></ScriptNotes>
</FinalDraft>"##;

#[test]
fn a_document_of_final_drafts_own_is_read() {
    let read = read(FINAL_DRAFT.as_bytes()).unwrap();
    let page: Vec<(&str, &str)> =
        read.title_page.iter().map(|(key, lines)| (key.as_str(), lines[0].as_str())).collect();
    assert_eq!(
        page,
        [("Title", "**THE HUT**"), ("Credit", "Written by"), ("Author", "I. Holm"), ("Contact", "Slipway")]
    );
    let text = format(&read);
    let body = text.split_once("Slipway\n\n").unwrap().1;
    assert_eq!(
        body,
        "INT. HUT & HARBOUR - _NIGHT_ #3A#\n\n= Odile arrives.\n\n[[One.\nTwo.]]Rain. ***Hard*** rain — 100 * 2 * 3.\n\n\
         @odile (v.o.)\n(low)\nNot you.\n\nBO\nYes.\n\nMARA ^\nNo.\n\n===\n\n> A sign <\n\nCLOSE ON THE LAMP\n\nCUT TO:\n"
    );
    assert!(parse(&text).unwrap().same_content(&read));
}

#[test]
fn what_is_no_final_draft_document_is_refused() {
    let refused = |text: &str| read(text.as_bytes()).unwrap_err();
    assert_eq!(refused("<html><Content/></html>"), FdxError::NotFinalDraft);
    assert_eq!(refused("plain text"), FdxError::NotFinalDraft);
    assert_eq!(refused(""), FdxError::NotFinalDraft);
    assert!(matches!(refused("<FinalDraft><Content></FinalDraft>"), FdxError::Syntax { .. }));
    assert!(matches!(refused("<FinalDraft><Content>"), FdxError::Syntax { .. }));
    assert_eq!(read(b"<FinalDraft>\xff"), Err(FdxError::NotUtf8 { offset: 12 }));
    assert_eq!(read(&vec![b' '; MAX_FDX_BYTES + 1]), Err(FdxError::TooLarge { bytes: MAX_FDX_BYTES + 1 }));
}

#[test]
fn tricks_of_xml_are_refused() {
    let bomb = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]><FinalDraft><Content/></FinalDraft>";
    assert!(matches!(read(bomb.as_bytes()), Err(FdxError::DocumentType { .. })));
    let entity = "<FinalDraft><Content><Paragraph><Text>&xxe;</Text></Paragraph></Content></FinalDraft>";
    assert!(matches!(read(entity.as_bytes()), Err(FdxError::Entity { name, .. }) if name == "xxe"));
    let nul = entity.replace("&xxe;", "&#0;");
    assert!(read(nul.as_bytes()).is_err());
    assert!(matches!(read("<a>".repeat(100_000).as_bytes()), Err(FdxError::TooDeep { .. })));
}

#[test]
fn every_cut_of_a_document_is_an_error_and_no_panic() {
    for cut in (0..FINAL_DRAFT.len()).filter(|&cut| FINAL_DRAFT.is_char_boundary(cut)).step_by(3) {
        assert!(read(&FINAL_DRAFT.as_bytes()[..cut]).is_err(), "{cut}");
    }
}

#[test]
fn a_large_document_is_read_in_linear_time() {
    let one =
        "<Paragraph Type=\"Action\"><Text Style=\"Bold\">*a _b [[c /*</Text><Text>*/</Text></Paragraph>";
    let text = format!("<FinalDraft><Content>{}</Content></FinalDraft>", one.repeat(40_000));
    assert_eq!(read(text.as_bytes()).unwrap().elements.len(), 40_000);
    let text = format!(
        "<FinalDraft><Content><Paragraph><DualDialogue>{}</DualDialogue></Paragraph></Content></FinalDraft>",
        one.repeat(40_000)
    );
    assert_eq!(read(text.as_bytes()).unwrap().elements.len(), 40_000);
}

/// What any program may have put into a paragraph.
fn paragraph() -> impl Strategy<Value = String> {
    let kind = prop::sample::select(vec![
        "Scene Heading",
        "Action",
        "Character",
        "Parenthetical",
        "Dialogue",
        "Singing",
        "Lyrics",
        "Transition",
        "Shot",
        "General",
        "Outline 1",
        "Outline Body",
        "Cast List",
        "",
    ]);
    let style = prop::sample::select(vec!["", "Bold", "Italic+Bold", "Underline", "AllCaps"]);
    let text = prop::sample::select(vec![
        "a",
        "INT. HOUSE",
        " b ",
        "CUT TO:",
        "[[",
        "]]",
        "/*",
        "*/",
        "*",
        "_",
        "\\",
        "~la",
        "=",
        "===",
        "#",
        "&gt; x &lt;",
        "@",
        "!",
        "MARA",
        "(",
        ")",
        "Title: x",
        "\n",
        "&amp;",
        "é",
        "^",
        "/",
        ".",
    ]);
    let note = prop::sample::select(vec![
        "",
        "<ScriptNote><Paragraph><Text>n ]] [[</Text></Paragraph></ScriptNote>",
    ]);
    (kind, prop::collection::vec((style, text, note), 0..4)).prop_map(|(kind, pieces)| {
        let pieces: Vec<String> = pieces
            .iter()
            .map(|(style, text, note)| format!("<Text Style=\"{style}\">{text}</Text>{note}"))
            .collect();
        format!("<Paragraph Type=\"{kind}\">{}</Paragraph>", pieces.concat())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_read_can_be_written_and_stored_as_fountain(paragraphs in prop::collection::vec(paragraph(), 0..8)) {
        let text = format!("<FinalDraft><Content>{}</Content></FinalDraft>", paragraphs.concat());
        let screenplay = read(text.as_bytes()).unwrap();
        let fountain = format(&screenplay);
        let stored = parse(&fountain).unwrap();
        prop_assert_eq!(format(&stored), fountain);
        prop_assert!(read(write(&stored).as_bytes()).is_ok());
    }

    #[test]
    fn any_text_is_written_as_well_formed_xml(text in "[^\0]{0,80}") {
        let screenplay = parse(&text).unwrap();
        prop_assert!(read(write(&screenplay).as_bytes()).is_ok(), "{}", write(&screenplay));
    }
}
