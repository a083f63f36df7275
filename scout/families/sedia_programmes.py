"""Names of the EU programmes behind the codes of the Funding & Tenders Portal; a code that is missing stays unnamed."""

PROGRAMMES = {
    "43108390": "Horizon Europe",
    "43152860": "Digital Europe",
    "43252405": "LIFE",
    "43251567": "Connecting Europe Facility",
    "43353764": "Erasmus+",
    "43251589": "Citizens, Equality, Rights and Values",
    "43254019": "ESF+",
    "43251814": "Creative Europe",
    "44181033": "European Defence Fund",
    "43298916": "Euratom",
    "111111": "EuropeAid",
}
