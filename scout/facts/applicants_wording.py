"""Who German and English texts name as applicants: words to codes. Pure; the codes are explained in CODES."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
# Longest and most special first: the first pattern that fits at a place wins.
_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "municipal_company",
        rf"{_LOCAL}e[nrsm]?\s(?:und\s\w{{1,25}}\s|[\w-]{{1,25}},?\s){{0,2}}(?:Unternehmen|Betriebe?n?|Eigenbetriebe?n?|"
        rf"Gesellschaft(?:en)?|Wohnungs\w{{1,25}}|Wirtschaftsförder\w{{1,12}}|Einrichtung(?:en)?\sin\sprivate\w{{1,3}})\b|"
        rf"\bEigenbetriebe?n?\b|\bEigengesellschaft(?:en)?\b|\bStadtwerken?\b|\bKommunalunternehmen\b|"
        rf"{_PUBLIC}e[nrs]?\sUnternehmen\b|\b(?:Unternehmen|Betriebe?n?|Gesellschaften)\b[^.;:•]{{0,80}}?"
        rf"\b(?:{_LOCAL}\w{{1,2}}|{_PUBLIC}\w{{1,2}})\s(?:Beteiligung|Trägerschaft|Hand|Eigentum|Mehrheit)|"
        r"(?:von\sihnen|mehrheitlich\skommunal|kommunal)\s(?:geführte|getragene|beherrschte)\w{0,2}\s\w{1,30}|"
        r"\bWirtschaftsförderungs?(?:gesellschaft|einrichtung|agentur)\w{0,2}\b|\bEinrichtungen zur Wirtschaftsförderung\b",
    ),
    (
        "purpose_association",
        r"\b[\w-]{0,30}[Zz]weckverb[äa]nde?[ns]?\b|"
        rf"\b{_LOCAL}\w{{0,2}}\s(?:\w{{1,20}}\s)?(?:Zusammenschl[üu]ss|Verbünd|Verbund|Arbeitsgemeinschaft|Kooperation|"
        r"Allianz)\w{0,8}|\bZusammenschl[üu]ss\w{0,2}\s(?:von|aus|der|mehrerer|zwischen)\s(?:\w{1,20}\s){0,2}(?:Gemeinden|Kommunen|"
        r"Städten|Gebietskörper\w{1,12}|Kreisen)|\b[Dd]eren\sZusammenschl[üu]ss\w{0,2}\b|\bVerwaltungsgemeinschaft\w{0,2}\b|"
        r"\bVerwaltungsverb[äa]nd\w{0,2}\b|\bRegionalverb[äa]nd\w{0,2}\b|\bPlanungsverb[äa]nd\w{0,2}\b|"
        r"\bStädteverb[üu]nd\w{0,2}\b",
    ),
    ("municipal_union", r"\b(?:Gemeinde|Kommunal)verb[äaüu]nd\w{0,2}\b|\bLandschaftsverb[äa]nd\w{0,2}\b"),
    (
        "school_authority",
        r"\b(?:Berufss|S)chulträger\w{0,5}\b|\bSachaufwandsträger\w{0,5}\b|\bSchulaufwandsträger\w{0,5}\b|"
        rf"\bTräger(?:innen)?\s(?:und\sTräger\s)?(?:der\s|von\s|{_PUBLIC}\w{{1,2}}\s|{_LOCAL}\w{{1,2}}\s|\w{{1,25}}\s){{0,4}}"
        r"\w{0,20}(?:[Ss]chulen|[Ss]chule|[Bb]erufskollegs?)\b|\bSchulbehörden\b",
    ),
    (
        "youth_authority",
        rf"\b(?:[Öö]rtliche\w{{0,2}}\s)?Träger\w{{0,5}}\sder\s(?:örtlichen\s)?{_PUBLIC}en\s(?:Kinder-\sund\s)?Jugendhilfe|"
        rf"\b{_PUBLIC}e[nr]?\s(?:Jugendhilfeträger|Träger\w{{0,5}}\sder\s(?:Kinder-\sund\s)?Jugendhilfe)\w{{0,5}}|"
        r"\bJugend[äa]mt\w{0,5}\b|\bJugendhilfeträger\w{0,5}\b",
    ),
    (
        "county_duty",
        r"\bAufgabenträger\w{0,5}\s(?:für\sden|des|im)\s(?:\w{1,25}\s){0,3}(?:ÖPNV|SPNV|Personennahverkehr\w?|öffentlichen)|"
        r"\bTräger\w{0,5}\sdes\sRettungsdienst\w{0,2}|\b(?:[Öö]rtliche\w{0,2}\s)?Träger\w{0,5}\sder\s(?:Sozialhilfe|"
        r"Eingliederungshilfe)|\bGesundheits[äa]mt\w{0,5}\b|\bEntsorgungsträger\w{0,5}\b|"
        r"\b[Uu]ntere\w?\s(?:Naturschutz|Denkmalschutz|Wasser)behörden?\b",
    ),
    (
        "place",
        r"\b(?:[Gg]roßen?\s)?(?:[Kk]reisangehörige\w{0,2}\s)?(?:Landeshauptstadt|Hansestadt|Stadt|Stadtgemeinde|Gemeinde|Landkreis|Kreis|Region)\s"
        r"(?!Ihre|Sie|Projekt|Antrag|Förder|Zuwendung|Wer|Was|Die|Der|Das|Ein)[A-ZÄÖÜ][a-zäöüß]{2,30}\b",
    ),
    ("county_free_city", r"\b[Kk]reisfreie[nrs]?\s(?:Groß)?[Ss]tadt\b|\b[Kk]reisfreie[nr]?\s(?:und\s\w{1,30}\s)?[Ss]tädten?\b"),
    (
        "county",
        r"\bLandkreis(?:e[ns]?|es)?\b|\bKreise?n?s?\b(?!\sder\s(?:Antrag|Zuwendung|Begünst|Förder|Berecht|Teilnehm|möglich|"
        r"potenzi|Empfäng|Personen))|\bKreisverwaltung\w{0,2}\b|\bStädteregion\b|\bStädteRegion\b",
    ),
    (
        "local_authority",
        rf"\b(?:{_LOCAL}e[nrs]?\s)?Gebietskörperschaft(?:en)?\b|\b{_LOCAL}e[nrs]?\s(?:und\szivilgesellschaftliche\w?\s)?"
        r"(?:Körperschaft|Gebietskörperschaft|Antragsteller|Akteur|Verwaltung|Träger|Einrichtung|Ebene)\w{0,5}|"
        r"\bKommunen?\b|\bKommunalverwaltung\w{0,2}\b|\bStädten?\b[^.;:•]{0,40}\bLandkreisen?\b|\bkommunaler Trägerschaft\b",
    ),
    (
        "municipality",
        r"\b(?:Orts|Samt|Verbands|Land|Stadt|Sitz|Mitglieds|Wohnsitz|Standort)?[Gg]emeinden?\b|\bStadt\b|\b[Ss]tädten?\b|"
        r"\b[Kk]reisangehörige\w{0,2}\b|\bMarktgemeinden?\b|\bMittelzentren\b",
    ),
    (
        "church",
        r"\b[\w-]{0,20}[Kk]irchen(?:gemeinden?|kreise?n?)?\b|\bReligionsgemeinschaft\w{0,2}\b|\bkirchliche\w{0,2}\s\w{1,30}|"
        rf"\b(?:Körperschaft|Anstalt)\w{{0,2}}\sdes\s{_PUBLIC}en\sRechts,?\s\(?(?:wie\s|insbesondere\s|z\.\s?B\.\s|zum\sBeispiel\s){{1,2}}"
        r"(?:\w{1,20}\s)?(?:Kirche|Religions|Universit|Hochschul|Kammer)\w{0,20}",
    ),
    (
        "public_body",
        rf"\b(?:[Gg]emeinnützige\w?\s)?(?:[Jj]uristische\w?\sPerson(?:en)?|Körperschaft(?:en)?|Anstalt(?:en)?|Stiftung(?:en)?)\b[^.;:•]{{0,60}}?"
        rf"\b{_PUBLIC}en\s(?:und\s(?:des\s)?(?:privaten|kirchlichen)\s|oder\s(?:des\s)?(?:privaten|kirchlichen)\s|"
        rf"sowie\s(?:des\s)?privaten\s)?Rechts?|\b{_PUBLIC}-rechtliche\w?\s\w{{1,40}}|"
        rf"\b{_PUBLIC}e[nrs]?\s(?:und\s(?:private|freie|gemeinnützige)\w?\s)?(?:Einrichtung|Stelle|Verwaltung|Träger|"
        rf"Institution|Auftraggeber|Antragsteller|Körperschaft|Hand)\w{{0,5}}",
    ),
    (
        "private_law",
        r"\b(?:[Gg]emeinnützige\w?\s)?[Jj]uristische\w?\sPerson(?:en)?\s(?:des\s(?:\w{1,15}\s)?(?:[Pp]rivatrechts|[Pp]rivaten\sRechts)|"
        r"und\sPersonengesellschaft\w{0,2}\sdes\sPrivat\w{1,8})",
    ),
    (
        "anyone",
        r"\b(?:unabhängig\svon|ungeachtet|gleich\swelcher|jeder)\s(?:der\s|ihrer\s|deren\s|seiner\s)?(?:jeweiligen\s)?"
        r"Rechtsform|\bjede\w?\s(?:natürliche|juristische)\w?\s(?:und\s\w{1,15}\s|oder\s\w{1,15}\s)?Person",
    ),
    (
        "farmer",
        r"\b(?:[Ll]and|[Ff]orst)(?:-\sund\s[Ff]orst)?wirt(?:innen|in|e|en)?\b|\b[Ll]andwirtschaftliche\w{0,2}\s\w{1,40}|"
        r"\b[Ww]aldbesitz\w{0,10}\b|\b[Aa]quakulturunternehmen\b|\bErzeuger\w{0,25}\b|\b[Jj]uristische\w?\sPersonen,\sdie\s"
        r"(?:Träger\s|Inhaber\s|Bewirtschafter\s)?(?:\w{1,25}\s){0,2}landwirtschaftlich\w{1,3}",
    ),
    (
        "legal_person",
        r"\b(?:[Gg]emeinnützige\w?\s|[Rr]echtsfähige\w?\s)?[Jj]uristische\w?\s(?:(?:und|oder|sowie)\snatürliche\w?\s)?Person(?:en)?\b"
        r"(?!,?\sdie\s[^.;]{0,60}[Uu]nternehmen)",
    ),
    (
        "private_person",
        r"\b[Nn]atürliche\w?\s(?:Person(?:en)?|und)\b|\bPrivat(?:person|leut|haushalt)\w{0,3}\b|\b[Pp]rivate\w?\s(?:Person|"
        r"Haushalt|Eigentümer|Bauherr)\w{0,8}|\bPersonen\b|\bFamilien?\b|\bStudierende\w?\b|\bStudenten\b|\bSchülerinnen\b|"
        r"\bSchülern?\b|\bAuszubildenden?\b|\bEinzelpersonen\b|\bHaushalten?\b|\bKünstler(?:innen)?n?\b|\bPromovierende\w?\b|"
        r"\bMieter(?:innen)?\b|\bEltern\b|\bArbeitnehmer\w{0,6}\b|\bBeschäftigten?\b|\bWissenschaftler(?:innen)?n?\b|\bJugendlichen?\b",
    ),
    (
        "university",
        r"\b[\w-]{0,20}[Hh]ochschulen?\b(?!\w)|\b[\w-]{0,15}[Uu]niversität(?:en)?\b|\bUniversitätsklinik\w{1,3}\b|\bFakultäten\b",
    ),
    (
        "research",
        r"\b[\w-]{0,40}[Ff]orschungs?(?:einrichtung|institut|organisation)\w{0,3}\b|"
        r"\bwissenschaftliche\w?\s(?:Einrichtung|Institut)\w{0,4}|\bForschungs-\sund\s[\w-]{1,40}|\b[Aa]ußeruniversitäre\w{0,2}\s[\w-]{1,40}",
    ),
    (
        "chamber",
        r"\b(?:[\w-]{0,40})?[Kk]ammern?\b|\b[\w-]{0,20}[Ii]nnung(?:en)?\b|\bKreishandwerkerschaft(?:en)?\b|"
        r"\bHandwerksorganisation\w{0,2}\b",
    ),
    (
        "company",
        r"\b[\w-]{0,40}[Uu]nternehmen[s]?\b|\b[Zz]usammenschlüssen?\s(?:von|aus|der)\s(?:[\w-]{1,30}\s){0,2}(?:Betriebsinhaber|Unternehm|"
        r"Erzeuger|Land\w{0,3}wirt)\w{0,12}|\b(?:[Ss]onstige\s)?Einrichtung(?:en)?\sder\s(?:gewerblichen\s)?Wirtschaft\b|\bKMU\b|\b(?:[\w-]{1,30}b|B)etriebe?n?\b|\bBetriebsinhaber\w{0,5}\b|\bFreiberufl\w{1,12}\b|"
        r"\b[Ff]reie[nr]?\sBerufe?n?\b|\bSolo-?[Ss]elbst\w{1,12}\b|\bSelbst(?:st)?(?:ä|ae)ndige[nr]?\b|\b[Ss]elbst(?:st)?ändig\sTätige[nr]?\b|"
        r"\b(?:Existenzg|G)ründer(?:innen)?n?\b|\bGründungsteams?\b|\bStart-?\s?[Uu]ps?\b|\bgewerbliche\w?\s\w{1,30}|"
        r"\b[\w-]{0,40}gesellschaft(?:en)?\b|\bGenossenschaft(?:en)?\b|\b[\w-]{0,30}genossenschaft(?:en)?\b|\b[Mm]ittelst[äa]nd\w{1,12}\b|"
        r"\bUnternehmer(?:innen)?n?\b|\bInvestor(?:en|innen)?\b|\bArbeitgeber\w{0,5}\b|\bHandwerker\w{0,5}\b|\bVerlage?n?\b|"
        r"\bProduzent(?:en|innen)?\b|\b[\w-]{0,20}verleiher\b|\bReedereien\b|\bKredit(?:institut|geb)\w{1,5}\b|\bBanken\b|\bHausbank\b|\bSparkassen\b",
    ),
    ("health_provider", r"\b[\w-]{0,20}[Kk]rankenh[aä]us\w{0,4}\b|\b[\w-]{0,10}[Kk]liniken\b|\b[Pp]flegeeinrichtung\w{0,2}\b|\bPflegediensten?\b"),
    ("school", r"\b[\w-]{0,30}[Ss]chulen?\b|\bBerufskollegs?\b|\bGymnasi(?:um|en)\b|\bKindertages\w{1,20}\b|\bKitas?\b|\bSchulklassen\b"),
    (
        "association",
        r"\b[\w-]{0,40}[Vv]erein(?:e|en|s|igung|igungen)?\b|\b[\w-]{0,40}[Vv]erb(?:and|ände|änden|ands)\b|\b[\w-]{0,30}[Ss]tiftung(?:en)?\b|"
        r"\b[Gg]emeinnützige\w{0,2}\s[\w-]{1,40}|\b[Ff]reie[nr]?\s(?:\w{1,20}\s)?Träger\w{0,5}|\bTräger\w{0,5}\sder\s(?:anerkannten\s)?"
        r"(?:[Ff]reien\s)(?:Jugendhilfe|Wohlfahrt\w{0,15})|\b[\w-]{0,20}[Ww]ohlfahrt\w{0,20}\b|\b[\w-]{0,30}[Ss]elbstorganisation(?:en)?\b|"
        r"\bNichtregierungsorganisation\w{0,2}\b|\bNGOs?\b|\bGewerkschaft(?:en)?\b|\bSozialpartner\w{0,2}\b",
    ),
    ("education_provider", r"\b[Ee]inrichtung(?:en)?\sder\s(?:[\w-]{1,20}\s){0,2}\w{0,20}[Bb]ildung\b|\b[\w-]{0,40}[Bb]ildungs(?:einrichtung|träger|institution|stätte)\w{0,3}\b|\bVolkshochschulen?\b"),
    ("state", r"\bBundesländern?\b|\bLändern?\b|\bMitgliedstaat\w{0,2}\b|\bLandesministeri\w{1,3}\b|\b[Dd]as Land\b|\b[Dd]er Bund\b"),
    (
        "other",
        r"\b[\w-]{0,40}(?:[Ee]inrichtung|[Ii]nstitution|[Oo]rganisation|[Aa]gentur)(?:en)?\b|\b[\w-]{0,40}[Tt]r(?:ä|ae)ger(?:innen|n)?\b|"
        r"\b[\w-]{0,30}(?:[Aa]kteur|[Vv]eranstalter|[Ee]igentümer|[Bb]esitzer|[Bb]etreiber|[Bb]auherr|[Vv]ermieter|[Nn]utzer|[Pp]artner)"
        r"(?:e|en|in|innen|n)?\b|\b[\w-]{0,20}(?:[Kk]örperschaft|[Vv]erantwortliche|[Ii]nitiative|[Vv]erfügungsberechtigte|[Ll]eistungserbringer|"
        r"[Nn]utzungsberechtigte|[Uu]nterhaltungspflichtige|[Bb]eteiligte|[Kk]onsorti|[Vv]erb(?:ü|ue)nde|[\w-]{0,20}[Bb](?:ü|ue)ndnis|[Zz]usammenschlüss|[Kk]ooperation|"
        r"[Nn]etzwerk|[Pp]rojekt[gt]e)\w{0,4}\b|\bMuse(?:um|en)\b|\bTheatern?\b|\bBibliotheken\b|\bRechtsträger\w{0,4}\b|\bModellregionen\b",
    ),
)  # fmt: skip
_GERMAN = re.compile("|".join(f"(?P<{code}>{pattern})" for code, pattern in _PATTERNS))

_ENGLISH = re.compile(
    r"(?P<municipal_company>\b(?:municipal(?:ly)?[- ]owned|public(?:ly)?[- ]owned)\s\w{1,20})|"
    r"(?P<school_authority>\b(?:school|education) authorit\w{1,3}\b)|"
    r"(?P<local_authority>\b(?:local|regional)(?:,?\s(?:and|or|and/or)\s(?:local|regional))?\s(?:public\s)?(?:authorit|administration|"
    r"government|public bod)\w{1,4}\b)|"
    r"(?P<municipality>\b(?:municipalit(?:y|ies)|cit(?:y|ies)|towns?)\b)|"
    r"(?P<county>\b(?:counties|districts)\b)|"
    r"(?P<public_body>\bpublic\s(?:or\sprivate\s)?(?:authorit|bod|sector|administration|entit|organi[sz]ation|institution)\w{0,5}\b|"
    r"\bpublic\s(?:and|or)\sprivate\s(?:entit|organi[sz]ation|bod)\w{0,5}\b|\bgovernmental\s(?:organi[sz]ation|bod)\w{0,5}\b)|"
    r"(?P<anyone>\bany\s(?:type\sof\s)?(?:legal\s(?:entity|person)|organi[sz]ation|entity)\b|\bregardless\sof\s(?:their|its)\slegal\sform\b)|"
    r"(?P<legal_person>\blegal\s(?:entit|person)\w{1,3}\b)|"
    r"(?P<state>\b(?:member\sstates?|national\sauthorities|ministries)\b)|"
    r"(?P<company>\b(?:SMEs?|compan(?:y|ies)|start-?ups?|enterprises?|businesses|undertakings)\b)|"
    r"(?P<university>\b(?:universit(?:y|ies)|higher\seducation\sinstitutions?)\b)|"
    r"(?P<research>\bresearch\s(?:organi[sz]ations?|institutes?|institutions?|cent(?:re|er)s?)\b)|"
    r"(?P<association>\b(?:NGOs?|civil\ssociety\sorgani[sz]ations?|non-?profit\s\w{1,20}|associations?|foundations?)\b)|"
    r"(?P<private_person>\b(?:researchers?|individuals?|natural\spersons?|students?)\b)|"
    r"(?P<other>\b(?:organi[sz]ations?|entit(?:y|ies)|institutions?|stakeholders?|consorti(?:um|a)|partners?)\b)",
    re.IGNORECASE,
)  # fmt: skip

# A place or helper, not an applicant: "in Gemeinden", "in Abstimmung mit dem Kreis".
_NOT_ACTING = re.compile(
    r"\b(?:in|im|innerhalb|mit|durch|seitens|gegenüber|bei|beim|zugunsten|through|with|in cooperation with)\s"
    r"(?:(?!und\b|sowie\b|oder\b|and\b|or\b)\w{1,25}\s){0,2}$"
)
# "keine", "ohne", "außer" in front of a group; the group is named to be left out.
_LEFT_OUT = re.compile(
    r"(?:\bohne|\baußer|\bausgenommen|\bausgeschlossen|\bmit Ausnahme|\bnicht|\bkeine|\bexcept|\bexcluding|"
    r"\bnicht (?:antrags|förder|zuwendungs|teilnahme)\w{0,15}berechtigt)\b[\s:]{0,2}"
    r"(?:(?:sind|ist|der|die|des|von|den|dem|alle|jedoch|hiervon|werden|für|the)\s){0,3}$",
    re.IGNORECASE,
)
_LEFT_OUT_BEHIND = re.compile(
    r"^\s?(?:\([^)]{0,60}\)\s?)?(?:sind\s(?:\w{1,15}\s){0,3})?(?:nicht\s(?:antrags|förder|zuwendungs)\w{0,15}berechtigt|ausgenommen|ausgeschlossen|"
    r"nicht förderfähig)\b"
)
_BELOW_COUNTY = re.compile(r"\bunterhalb der Kreisebene\b")
_OUTSIDE_MUNICIPAL = re.compile(r"\b(?:im\saußergemeindlichen\sBereich|außergemeindliche\w{0,2}|nicht-?\s?kommunale\w{0,2}\s\w{1,30})")


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
    left_out_before = False
    last_end = 0
    for match in pattern.finditer(text):
        code = str(match.lastgroup)
        before = text[max(0, match.start() - 60) : match.start()]
        # "mit Ausnahme der Kreise und kreisfreien Städte": the exception goes on over "und".
        goes_on = left_out_before and _is_link(text[last_end : match.start()])
        left_out = goes_on or _LEFT_OUT.search(before) is not None
        left_out = left_out or _LEFT_OUT_BEHIND.search(text[match.end() : match.end() + 120]) is not None
        left_out_before, last_end = left_out, match.end()
        if left_out or not _NOT_ACTING.search(before):
            yield Mention(code, match.start(), match.end(), left_out)


def _is_link(between: str) -> bool:
    return between.strip() in (",", "und", "oder", "bzw.", "sowie", "/", "and", "or", ", die", "und die", "sowie die")


def _excluded_at_once(text: str) -> Iterator[Mention]:
    below = _BELOW_COUNTY.search(text)
    if below:
        yield Mention("county", below.start(), below.end(), left_out=True)
    outside = _OUTSIDE_MUNICIPAL.search(text)
    if outside:
        yield Mention("local_authority", outside.start(), outside.end(), left_out=True)
