"""Who German and English texts name as applicants: words to codes. Pure; the codes are explained in CODES."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from scout.facts.alternation import dispatched, group_of
from scout.facts.applicants_exceptions import left_out

# What a statement of kind "applicant" can name. Who is covered by which code is said in ``matcher.eligibility``.
CODES: Mapping[str, str] = {
    "county": "Kreise, Landkreise, Städteregion",
    "county_free_city": "kreisfreie Städte",
    "municipality": "Städte und Gemeinden",
    "local_authority": "Kommunen, kommunale Gebietskörperschaften",
    "municipal_union": "Gemeindeverbände (in NRW auch die Kreise)",
    "purpose_association": "Zweckverbände und andere Zusammenschlüsse von Kommunen",
    "municipal_company": "kommunale Unternehmen, Eigenbetriebe",
    "public_body": "juristische Personen des öffentlichen Rechts, öffentliche Einrichtungen",
    "legal_person": "juristische Personen ohne weitere Angabe",
    "anyone": "jede Rechtsform",
    "school_authority": "Schulträger",
    "youth_authority": "öffentliche Träger der Jugendhilfe, Jugendämter",
    "county_duty": "Träger von Aufgaben der Kreise: ÖPNV, Rettungsdienst, Sozialhilfe, Gesundheit, Abfall",
    "private_law": "juristische Personen des Privatrechts",
    "company": "Unternehmen, Betriebe, freie Berufe, Gründerinnen und Gründer",
    "farmer": "land- und forstwirtschaftliche Betriebe",
    "private_person": "natürliche Personen",
    "association": "Vereine, Verbände, Stiftungen, gemeinnützige und freie Träger",
    "church": "Kirchen und Religionsgemeinschaften",
    "chamber": "Kammern und Innungen",
    "university": "Hochschulen",
    "research": "Forschungseinrichtungen",
    "school": "Schulen",
    "education_provider": "Bildungseinrichtungen",
    "health_provider": "Krankenhäuser und Pflegeeinrichtungen",
    "state": "Bund, Länder, Mitgliedstaaten",
    "place": "eine einzelne Stadt, Gemeinde oder ein einzelner Kreis, mit Namen genannt",
    "group": "Initiativen, Netzwerke, Veranstalter und andere, die selbst keine Kommunen sind",
    "other": "Genannte, die sich keiner Gruppe zuordnen lassen",
}

# Plain categories of sources and whom they name; ``matcher.eligible_applicants`` judges them as categories.
CATEGORY_CODES: Mapping[str, str] = {
    "Kommune": "local_authority",
    "Kommunen": "local_authority",
    "Öffentliche Einrichtung": "public_body",
    "Öffentliche Einrichtungen": "public_body",
    "Unternehmen": "company",
    "Existenzgründer/in": "company",
    "Privatperson": "private_person",
    "Verband/Vereinigung": "association",
    "Hochschule": "university",
    "Forschungseinrichtung": "research",
    "Bildungseinrichtung": "education_provider",
    "Schulen": "school",
    "Sonstige": "other",
}

_PUBLIC = r"(?:[Öö]|[Oo]e)ffentlich"
_LOCAL = r"(?:[Ii]nter)?[Kk]ommunal"
_HOLDER = (
    r"(?:(?:Land)?[Kk]reise?n?s?|Gemeinden?|Gemeindeverb\w{2,5}|Städten?|Stadt|Kommunen?|kommunale\w?\s\w{1,25}|"
    r"Gebietskörperschaften)"
)
_HOLDERS = (
    rf"(?:(?:von|der|die|eine[rn]?|ein|mehrere\w?|überwiegend|mehrheitlich)\s){{0,3}}{_HOLDER}"
    rf"(?:(?:,|\sund|\soder|\sbzw\.|\ssowie)\s(?:der\s|die\s)?{_HOLDER}){{0,3}}"
)
# Longest and most special first: the first that fits at the beginning of a word wins.
_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "municipal_company",
        rf"{_LOCAL}e[nrsm]?\s(?:und\s\w{{1,25}}\s|[\w-]{{1,25}},?\s){{0,2}}(?:Unternehmen|Betriebe?n?|Eigenbetriebe?n?|"
        rf"Gesellschaft(?:en)?|Wohnungs\w{{1,25}}|Wirtschaftsförder\w{{1,12}}|"
        rf"Einrichtung(?:en)?\sin\sprivate\w{{1,3}})\b|"
        rf"{_LOCAL}nahe[nr]?\s\w{{1,30}}|Eigenbetriebe?n?\b|Eigengesellschaft(?:en)?\b|Stadtwerken?\b|Kommunalunternehmen\b|{_PUBLIC}"
        rf"e[nrs]?\sUnternehmen\b|"
        rf"(?:Unternehmen|Betriebe?n?|Gesellschaften)\b[^.;:•]{{0,80}}?\b(?:{_LOCAL}\w{{1,2}}|{_PUBLIC}\w{{1,2}})\s"
        r"(?:Beteiligung|Trägerschaft|Hand|Eigentum|Mehrheit)|von\sihnen\sgeführte\w{0,2}\s\w{1,30}|"
        r"von\sihnen\s(?:getragene|gehaltene|beherrschte|gegründete|kontrollierte)\w{0,2}\s"
        r"(?:Unternehmen|Betriebe?n?|Gesellschaft(?:en)?|\w{2,25}(?:unternehmen|gesellschaft(?:en)?|betriebe?n?))\b|"
        rf"(?:Unternehmen|Betriebe?n?|Gesellschaften),?\s(?:an\sdenen|deren\sAnteile)\s{_HOLDERS}"
        r"[^.;:•\n]{0,60}?\b(?:beteiligt\s(?:sind|ist)|halten|hält|gehören|liegen|besitzen|besitzt|innehaben)\b|"
        rf"(?:Unternehmen|Betriebe?n?|Gesellschaften)\s(?:in\sder\sHand|im\s(?:Mehrheits)?[Ee]igentum|im\sBesitz)\s{_HOLDERS}|"
        r"(?:mehrheitlich\s)?kommunal\s(?:geführte|getragene|beherrschte)\w{0,2}\s\w{1,30}|"
        r"Wirtschaftsförderungs?(?:gesellschaft|einrichtung|agentur)\w{0,2}\b|"
        r"Einrichtungen\szur\sWirtschaftsförderung\b",
    ),
    (
        "purpose_association",
        rf"{_LOCAL}\w{{0,2}}\s(?:\w{{1,20}}\s)?(?:Zusammenschl[üu]ss|Verbünd|Verbund|Arbeitsgemeinschaft|"
        rf"Kooperation|Allianz)"
        r"\w{0,8}|Zusammenschl[üu]ss\w{0,2}\s(?:von|aus|der|mehrerer|zwischen)\s(?:\w{1,20}\s){0,2}(?:Gemeinden|"
        r"Kommunen|"
        r"Städten|Gebietskörper\w{1,12}|Kreisen)|[Dd]eren\sZusammenschl[üu]ss\w{0,2}\b|"
        r"Verwaltungsgemeinschaft\w{0,2}\b|"
        r"(?:Verwaltungs|Regional|Planungs)verb[äa]nd\w{0,2}\b|Städteverb[üu]nd\w{0,2}\b|zweckverb[äa]nd\w{0,2}\b",
    ),
    ("municipal_union", r"(?:Gemeinde|Kommunal|Landschafts)verb[äaüu]nd\w{0,2}\b"),
    (
        "school_authority",
        r"Schul(?:aufwands)?träger\w{0,5}\b|Sachaufwandsträger\w{0,5}\b|Schulbehörden\b|"
        rf"Träger(?:innen)?\s(?:und\sTräger\s)?(?:der\s|von\s|{_PUBLIC}\w{{1,2}}\s|{_LOCAL}\w{{1,2}}\s|"
        rf"\w{{1,25}}\s){{0,4}}"
        r"\w{0,20}(?:[Ss]chulen|[Ss]chule|[Bb]erufskollegs?)\b",
    ),
    (
        "youth_authority",
        rf"(?:[Öö]rtliche\w{{0,2}}\s)?Träger\w{{0,5}}\sder\s(?:örtlichen\s)?{_PUBLIC}"
        rf"en\s(?:Kinder-\sund\s)?Jugendhilfe|"
        rf"{_PUBLIC}e[nr]?\s(?:Jugendhilfeträger|Träger\w{{0,5}}\sder\s(?:Kinder-\sund\s)?Jugendhilfe)\w{{0,5}}|"
        r"Jugend[äa]mt\w{0,5}\b|Jugendhilfeträger\w{0,5}\b",
    ),
    (
        "county_duty",
        r"Aufgabenträger\w{0,5}\s(?:für\sden|des|im)\s(?:\w{1,25}\s){0,3}(?:ÖPNV|SPNV|Personennahverkehr\w?|"
        r"öffentlichen)|"
        r"Träger\w{0,5}\sdes\sRettungsdienst\w{0,2}|(?:[Öö]rtliche\w{0,2}\s)?Träger\w{0,5}\sder\s(?:Sozialhilfe|"
        r"Eingliederungshilfe)|Gesundheits[äa]mt\w{0,5}\b|(?:öffentlich-rechtliche\w?\s)?Entsorgungsträger\w{0,5}\b|"
        r"[Uu]ntere\w?\s(?:Naturschutz|Denkmalschutz|Wasser)behörden?\b",
    ),
    (
        "place",
        r"(?:[Gg]roßen?\s)?(?:[Kk]reisangehörige\w{0,2}\s)?(?:Landeshauptstadt|Hansestadt|Stadt|Stadtgemeinde|"
        r"Gemeinde|Landkreis|"
        r"Kreis|Region)\s(?!Ihre|Sie|Projekt|Antrag|Förder|Zuwendung|Wer|Was|Die|Der|Das|Ein)[A-ZÄÖÜ][a-zäöüß]{2,30}\b",
    ),
    ("county_free_city", r"[Kk]reisfreie[nrs]?\s(?:Groß)?[Ss]tadt\b|"
        r"[Kk]reisfreie[nr]?\s(?:und\s\w{1,30}\s)?[Ss]tädten?\b"),
    (
        "county",
        r"Landkreis(?:e[ns]?|es)?\b|Kreise?n?s?\b(?!\sder\s(?:Antrag|Zuwendung|Begünst|Förder|Berecht|Teilnehm|"
        r"möglich|potenzi|"
        r"Empfäng|Personen))|Kreisverwaltung\w{0,2}\b|Städte[rR]egion\b",
    ),
    (
        "local_authority",
        rf"(?:{_LOCAL}e[nrs]?\s)?Gebietskörperschaft(?:en)?\b|{_LOCAL}e[nrs]?\s(?:und\szivilgesellschaftliche\w?\s)?"
        r"(?:Körperschaft|Gebietskörperschaft|Antragsteller|Akteur|Verwaltung|Träger|Einrichtung|Ebene)\w{0,5}|"
        r"Kommunen?\b|Kommunalverwaltung\w{0,2}\b|kommunaler Trägerschaft\b|Gemeinden?\s?(?:\(GV\)|/\s?GV\b|und\sGV\b)|"
        rf"{_LOCAL}e[nrs]?\s?/\s?{_PUBLIC}e[nrs]?\s\w{{1,30}}",
    ),
    (
        "municipality",
        r"(?:Orts|Samt|Verbands|Land|Stadt|Sitz|Mitglieds|Wohnsitz|Standort|Markt)?[Gg]emeinden?\b|Stadt\b|"
        r"[Ss]tädten?\b|"
        r"[Kk]reisangehörige\w{0,2}\b|Mittelzentren\b",
    ),
    (
        "church",
        r"Kirchen(?:gemeinden?|kreise?n?)?\b|Religionsgemeinschaft\w{0,2}\b|kirchliche\w{0,2}\s\w{1,30}|"
        rf"(?:Körperschaft|Anstalt)\w{{0,2}}\sdes\s{_PUBLIC}en\sRechts,?\s\(?(?:wie\s|insbesondere\s|z\.\s?B\.\s|"
        rf"zum\sBeispiel\s)"
        r"{1,2}(?:\w{1,20}\s)?(?:Kirche|Religions|Universit|Hochschul|Kammer)\w{0,20}",
    ),
    (
        "public_body",
        rf"(?:[Gg]emeinnützige\w?\s)?(?:[Jj]uristische\w?\sPerson(?:en)?|Körperschaft(?:en)?|Anstalt(?:en)?|"
        rf"Stiftung(?:en)?)\b"
        rf"[^.,;:•]{{0,60}}?\b{_PUBLIC}en\s(?:(?:und|oder|sowie)\s(?:des\s)?(?:privaten|kirchlichen)\s)?Rechts?|"
        rf"{_PUBLIC}-rechtliche\w?\s\w{{1,40}}|{_PUBLIC}e[nrs]?\s(?:und\s(?:private|freie|"
        rf"gemeinnützige)\w?\s)?(?:Einrichtung|"
        r"Stelle|Verwaltung|Träger|Institution|Auftraggeber|Antragsteller|Körperschaft|Hand)\w{0,5}",
    ),
    (
        "private_law",
        r"(?:[Gg]emeinnützige\w?\s)?[Jj]uristische\w?\sPerson(?:en)?\s(?:des\s(?:\w{1,15}\s)?(?:[Pp]rivatrechts|"
        r"[Pp]rivaten\s"
        r"Rechts)|und\sPersonengesellschaft\w{0,2}\sdes\sPrivat\w{1,8})",
    ),
    (
        "anyone",
        r"(?:unabhängig\svon|ungeachtet|gleich\swelcher|jeder)\s(?:der\s|ihrer\s|deren\s|"
        r"seiner\s)?(?:jeweiligen\s)?Rechtsform|"
        r"jede\w?\s(?:natürliche|juristische)\w?\s(?:und\s\w{1,15}\s|oder\s\w{1,15}\s)?Person",
    ),
    (
        "farmer",
        r"(?:[Ll]and|[Ff]orst)(?:-\sund\s[Ff]orst)?wirt(?:innen|in|e|en)?\b|[Ll]andwirtschaftliche\w{0,2}\s\w{1,40}|"
        r"[Pp]rivate\w?\s[Ww]aldbesitz\w{0,10}\b|Aquakulturunternehmen\b|Erzeuger\w{0,25}\b|[Jj]uristische\w?\sPersonen,\sdie\s"
        r"(?:Träger\s|Inhaber\s|Bewirtschafter\s)?(?:\w{1,25}\s){0,2}landwirtschaftlich\w{1,3}",
    ),
    (
        "legal_person",
        r"(?:[Gg]emeinnützige\w?\s|[Rr]echtsfähige\w?\s)?[Jj]uristische\w?\s(?:(?:und|oder|sowie)\snatürliche\w?\s)?"
        r"Person(?:en)?\b(?!,?\sdie\s[^.;]{0,60}[Uu]nternehmen)",
    ),
    (
        "private_person",
        r"[Nn]atürliche\w?\s(?:Person(?:en)?|und)\b|Privat(?:person|leut|haushalt)\w{0,3}\b|"
        r"[Pp]rivate\w?\s(?:Person|Haushalt|"
        r"Eigentümer|Bauherr)\w{0,8}|Personen\b|Familien?\b|Studierende\w?\b|Studenten\b|Schülerinnen\b|Schülern?\b|"
        r"Auszubildenden?\b|Einzelpersonen\b|Haushalten?\b|Künstler(?:innen)?n?\b|Promovierende\w?\b|"
        r"Mieter(?:innen)?\b|"
        r"Eltern\b|Arbeitnehmer\w{0,6}\b|Beschäftigten?\b|Wissenschaftler(?:innen)?n?\b|Jugendlichen?\b",
    ),
    ("research", r"wissenschaftliche\w?\s(?:Einrichtung|Institut)\w{0,4}|Forschungs-\sund\s[\w-]{1,40}|"
        r"[Aa]ußeruniversitäre\w{0,2}\s[\w-]{1,40}"),
    ("chamber", r"Kreishandwerkerschaft(?:en)?\b|Handwerksorganisation\w{0,2}\b"),
    ("university", r"Universitätsklinik\w{1,3}\b|Fakultäten\b"),
    (
        "company",
        r"KMU\b|Betriebsinhaber\w{0,5}\b|Freiberufl\w{1,12}\b|[Ff]reie[nr]?\sBerufe?n?\b|Solo-?[Ss]elbst\w{1,12}\b|"
        r"Selbst(?:st)?(?:ä|ae)ndige[nr]?\b|[Ss]elbst(?:st)?ändig\sTätige[nr]?\b|Gründungsteams?\b|Start-?\s?[Uu]ps?\b|"
        r"gewerbliche\w?\s\w{1,30}|Zusammenschlüssen?\s(?:von|aus|der)\s(?:[\w-]{1,30}\s){0,2}(?:Betriebsinhaber|"
        r"Unternehm|Erzeuger|"
        r"Land\w{0,3}wirt)\w{0,12}|(?:[Ss]onstige\s)?Einrichtung(?:en)?\sder\s(?:gewerblichen\s)?Wirtschaft\b|"
        r"Mittelst[äa]nd\w{1,12}\b|"
        r"mittelständische\w{0,2}\s\w{1,30}|Unternehmer(?:innen)?n?\b|Investor(?:en|innen)?\b|"
        r"Handwerker\w{0,5}\b|Verlage?n?\b|Produzent(?:en|innen)?\b|Reedereien\b|Kredit(?:institut|geb)\w{1,5}\b|"
        r"Banken\b|"
        r"Hausbank\b|Sparkassen\b",
    ),
    ("health_provider", r"Pflegeeinrichtung\w{0,2}\b|Pflegediensten?\b"),
    ("school", r"Berufskollegs?\b|Gymnasi(?:um|en)\b|Kindertages\w{1,20}\b|Kitas?\b|Schulklassen\b"),
    (
        "association",
        r"[Gg]emeinnützige\w{0,2}\s[\w-]{1,40}(?:\s(?:oder|und|sowie)\s(?:Einrichtung|Institution|Organisation|"
        r"Träger)\w{0,3})?|"
        r"[Nn]icht-?\s?(?:staatliche|kommerzielle|öffentliche)\w?\s\w{1,30}|"
        r"[Ff]reie[nr]?\s(?:\w{1,20}\s)?Träger\w{0,5}|Träger\w{0,5}\sder\s(?:anerkannten\s)?"
        r"[Ff]reien\s(?:Jugendhilfe|Wohlfahrt\w{0,15})|[Ww]ohlfahrt\w{0,20}\b|NGOs?\b|"
        r"Gewerkschaft(?:en)?\b|Sozialpartner\w{0,2}\b",
    ),
    ("education_provider", r"Einrichtung(?:en)?\sder\s(?:[\w-]{1,20}\s){0,2}\w{0,20}[Bb]ildung\b"),
    ("state", r"Bundesländern?\b|Ländern?\b|Mitgliedstaat\w{0,2}\b|Landesministeri\w{1,3}\b|[Dd]as\sLand\b|"
        r"[Dd]er\sBund\b"),
    # A county or town employs people and runs such houses; whether it is meant is open.
    ("other", rf"(?:{_LOCAL}|{_PUBLIC})e[nrs]?\s(?:und|oder|sowie)\s[Pp]rivate\w?\s[Ww]aldbesitz\w{{0,10}}\b|"
        r"[Ww]aldbesitz\w{0,10}\b|(?:Körperschafts|Kommunal)w[aä]ld\w{0,3}\b|Arbeitgeber\w{0,5}\b|(?:Volkshoch|Musik)schulen?\b|"
        rf"(?:in\s)?{_PUBLIC}er\s(?:(?:und|oder|sowie)\s\w{{1,20}}\s)?Trägerschaft\b|in\s{_LOCAL}er\sTrägerschaft\b|"
        r"(?:[Aa]ndere|[Ww]eitere|[Ss]onstige|[Üü]brige)[nr]?\s(?:Antragstell|Akteur|Interess|Berechtigt|Beteiligt)\w{1,12}|"
        r"Muse(?:um|en)\b|Theatern?\b|Bibliotheken\b|Modellregionen\b|Projektgemeinschaft\w{0,2}\b"),
)  # fmt: skip
# Any other noun: what its end tells. In order; "Zweckverband" must come before "verband".
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("purpose_association", ("zweckverband", "zweckverbands", "zweckverbände", "zweckverbänden")),
    ("university", ("hochschule", "hochschulen", "universität", "universitäten")),
    ("research", ("forschungseinrichtung", "forschungseinrichtungen", "forschungsinstitut", "forschungsinstitute",
                  "forschungsinstituten", "forschungsinstituts", "forschungsorganisationen")),
    ("education_provider", ("bildungseinrichtung", "bildungseinrichtungen", "bildungsträger", "bildungsträgern",
                            "bildungsinstitution", "bildungsinstitutionen", "bildungsstätte", "bildungsstätten")),
    ("chamber", ("kammer", "kammern", "innung", "innungen")),
    ("church", ("kirche", "kirchen", "kirchengemeinde", "kirchengemeinden")),
    ("school", ("schule", "schulen")),
    ("health_provider", ("krankenhaus", "krankenhäuser", "krankenhäusern", "krankenhauses", "kliniken")),
    ("company", ("unternehmen", "unternehmens", "betrieb", "betriebe", "betrieben", "betriebes", "gesellschaft",
                 "gesellschaften", "genossenschaft", "genossenschaften", "gründer", "gründern", "gründerin",
                 "gründerinnen", "verleiher")),
    ("association", ("verein", "vereine", "vereinen", "vereins", "vereinigung", "vereinigungen", "verband", "verbands",
                     "verbände", "verbänden", "stiftung", "stiftungen", "selbstorganisation", "selbstorganisationen",
                     "nichtregierungsorganisation", "nichtregierungsorganisationen", "dachorganisation",
                     "dachorganisationen")),
    ("group", tuple(
        head + ending
        for head in ("akteur", "veranstalter", "anbieter", "initiative", "netzwerk", "archiv",
                     "interessengemeinschaft", "nutzer")
        for ending in ("", "e", "en", "in", "innen", "n", "se")
    )),
    ("other", tuple(
        head + ending
        for head, endings in (
            *((noun, ("", "en")) for noun in ("einrichtung", "institution", "organisation", "agentur", "körperschaft",
                                              "verwaltung", "kooperation")),
            *((noun, ("", "e", "en", "in", "innen", "n")) for noun in (
                "träger", "traeger", "eigentümer", "besitzer", "betreiber", "bauherr", "vermieter", "partner",
                "leistungserbringer")),
            *((noun, ("", "n", "r", "e", "en")) for noun in (
                "behörde",
                "verantwortliche", "verfügungsberechtigte", "nutzungsberechtigte", "beteiligte",
                "unterhaltungspflichtige", "verbünde", "verbuende", "zusammenschlüsse", "zusammenschluss", "projekte",
                "bündnis",
                "bündnisse", "buendnis", "buendnisse",
                "konsorti", "konsortium", "konsortien")),
        )
        for ending in endings
    )),
)  # fmt: skip
_GERMAN = dispatched(
    "|".join(
        rf"(?P<{code}>(?<![\w-])(?:{pattern}))" for code, pattern in (*_PATTERNS, ("noun", r"[A-ZÄÖÜ][\w-]{3,70}"))
    )
)

_ENGLISH = re.compile(
    r"(?P<municipal_company>\b(?:municipal(?:ly)?[- ]owned|public(?:ly)?[- ]owned)\s\w{1,20})|"
    r"(?P<school_authority>\b(?:school|education) authorit\w{1,3}\b)|"
    r"(?P<local_authority>\b(?:local|regional)(?:,?\s(?:and|or|and/or)\s(?:local|"
    r"regional))?\s(?:public\s)?(?:authorit|administration|"
    r"government|public bod)\w{1,4}\b)|"
    r"(?P<municipality>\b(?:municipalit(?:y|ies)|cit(?:y|ies)|towns?)\b)|"
    r"(?P<county>\b(?:counties|districts)\b)|"
    r"(?P<public_body>\bpublic\s(?:or\sprivate\s)?(?:authorit|bod|sector|administration|entit|organi[sz]ation|"
    r"institution)\w{0,5}\b|"
    r"\bpublic\s(?:and|or)\sprivate\s(?:entit|organi[sz]ation|bod)\w{0,5}\b|\bgovernmental\s(?:organi[sz]ation|"
    r"bod)\w{0,5}\b)|"
    r"(?P<anyone>\bany\s(?:type\sof\s)?(?:legal\s(?:entity|person)|organi[sz]ation|entity)\b|"
    r"\bregardless\sof\s(?:their|its)\slegal\sform\b)|"
    r"(?P<legal_person>\blegal\s(?:entit|person)\w{1,3}\b)|"
    r"(?P<state>\b(?:member\sstates?|national\sauthorities|ministries)\b)|"
    r"(?P<company>\b(?:SMEs?|compan(?:y|ies)|start-?ups?|enterprises?|businesses|undertakings)\b)|"
    r"(?P<university>\b(?:universit(?:y|ies)|higher\seducation\sinstitutions?)\b)|"
    r"(?P<research>\bresearch\s(?:organi[sz]ations?|institutes?|institutions?|cent(?:re|er)s?)\b)|"
    r"(?P<association>\b(?:NGOs?|civil\ssociety\sorgani[sz]ations?|non-?profit\s\w{1,20}|associations?|"
    r"foundations?)\b)|"
    r"(?P<private_person>\b(?:researchers?|individuals?|natural\spersons?|students?)\b)|"
    r"(?P<other>\b(?:organi[sz]ations?|entit(?:y|ies)|institutions?|stakeholders?|consorti(?:um|a)|partners?)\b)",
    re.IGNORECASE,
)  # fmt: skip

# A place or helper, not an applicant: "in Gemeinden", "in Abstimmung mit dem Kreis".
_NOT_ACTING = re.compile(
    r"\b(?:in|im|innerhalb|außerhalb|mit|durch|seitens|gegenüber|bei|beim|zugunsten|through|with|in cooperation with)\s"
    r"(?:(?!und\b|sowie\b|oder\b|and\b|or\b)\w{1,25}\s){0,2}$|,\s(?:an|bei|von)\s(?:denen|der|dem)\s$"
)
# Who hands an application on or makes an offer known: perhaps an applicant too, but not said to be one.
_MUNICIPAL = frozenset({"local_authority", "municipality", "county", "county_free_city", "municipal_union", "place"})
_HANDS_ON = re.compile(
    r"\b[Üü]ber\s(?:(?:die|den|das|alle|deren|[Ii]hre[nr]?|eine[nr]?|jeweilige\w?|zuständige\w?|örtliche\w?)\s){0,2}$"
)
_BY = re.compile(r"\b(?:von|durch)\s(?:(?:den|der|Ihre[nr]?|allen|vielen)\s)?$")
_MADE_KNOWN = re.compile(
    r"[^.;:!?\n]{0,70}\b(?:bekannt\b|beworben|bewerben\slassen|verbreite[tn]|verteil(?:t|en)|weiter(?:ge|zu)?(?:sag|geb|"
    r"reich|leit|empf)\w{1,8}|empfohlen|vermittel(?:t|n)|vorgestellt|angeboten)"
)
_BELOW_COUNTY = re.compile(r"\bunterhalb der Kreisebene\b")
_OUTSIDE_MUNICIPAL = re.compile(
    r"\b(?:im\saußergemeindlichen\sBereich|außergemeindliche\w{0,2}|nicht-?\s?kommunale\w{0,2}\s\w{1,30})"
)


@dataclass(frozen=True)
class Mention:
    """A group named at a place of a text; ``left_out``: named to be excluded."""

    code: str
    start: int
    end: int
    left_out: bool = False


def mentions(text: str, language: str = "de") -> tuple[Mention, ...]:
    """Every group the text names as acting or leaves out, in order of place."""
    pattern = _ENGLISH if language == "en" else _GERMAN
    return (*_named(text, pattern), *_excluded_at_once(text))


def _named(text: str, pattern: re.Pattern[str]) -> Iterator[Mention]:
    found = [(code, match.start(), match.end()) for match in pattern.finditer(text) if (code := _code(match))]
    out_of = left_out(text, found)
    for (code, start, end), out in zip(found, out_of, strict=True):
        if out is None:
            continue
        if out or not _NOT_ACTING.search(text, max(0, start - 60), start):
            yield Mention("other" if not out and _hands_on(text, code, start, end) else code, start, end, out)


def _hands_on(text: str, code: str, start: int, end: int) -> bool:
    if code not in _MUNICIPAL:
        return False
    if _HANDS_ON.search(text, max(0, start - 40), start):
        return True
    return _BY.search(text, max(0, start - 20), start) is not None and _MADE_KNOWN.match(text, end) is not None


def _code(match: re.Match[str]) -> str | None:
    code = group_of(match) if match.re is _GERMAN else match.lastgroup
    if code != "noun":
        return code
    return _code_of_noun(match.group())


@lru_cache(maxsize=8192)
def _code_of_noun(noun: str) -> str | None:
    noun = noun.lower()
    return next((code for code, endings in _ENDINGS if noun.endswith(endings)), None)


def _excluded_at_once(text: str) -> Iterator[Mention]:
    below = _BELOW_COUNTY.search(text)
    if below:
        yield Mention("county", below.start(), below.end(), left_out=True)
    outside = _OUTSIDE_MUNICIPAL.search(text)
    if outside:
        yield Mention("local_authority", outside.start(), outside.end(), left_out=True)
