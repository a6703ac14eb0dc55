"""The sentences for the codes of the places: what a file or an address is refused for."""

_FILES = {
    "file_too_large": "Ce fichier est trop grand : %(megabytes)s Mo au plus, une fois décompressé. "
    "Rien n’a été lu ; importez-le en plusieurs morceaux.",
    "too_many_rows": "Ce fichier a trop de lignes : %(most)s au plus. Importez-le en plusieurs "
    "morceaux.",
    "too_many_columns": "Ce fichier a trop de colonnes : %(most)s au plus.",
    "file_not_utf8": "La ligne %(line)s de ce fichier n’est pas en UTF-8. Dans le tableur, "
    "enregistrez-le de nouveau au format « CSV UTF-8 ».",
    "file_not_text": "Ce fichier n’est pas du texte : enregistrez-le au format CSV.",
    "file_not_table": "Ce fichier ne se lit pas comme un tableau : sa première ligne doit donner "
    "les noms des colonnes, séparés par des virgules, des points-virgules ou des tabulations.",
    "workbook_unreadable": "Ce classeur ne se lit pas : il est abîmé, chiffré, ou n’est pas un "
    "XLSX. Enregistrez-le de nouveau depuis le tableur.",
    "file_not_json": "Ce fichier n’est pas du JSON en UTF-8, ou il est abîmé.",
    "file_without_places": "Ce fichier ne contient aucune liste de lieux dans la forme attendue.",
    "columns_of_places_missing": "Il manque une colonne qui dise : %(names)s.",
    "columns_twice": "Deux colonnes portent le même nom : %(names)s. Gardez-en une.",
    "columns_of_pages_missing": "Il manque les colonnes %(names)s, qui disent de quelle page est "
    "chaque ligne : partez du tableur ou du CSV emporté de l’annuaire.",
    "lines_too_many": "Ce fichier a trop de lignes : %(most)s au plus. Affinez l’annuaire et "
    "rapportez-le en plusieurs fois.",
    "nothing_to_correct": "Ce fichier ne change rien : ses %(number)s lignes disent ce que le wiki "
    "dit déjà.",
    "archive_unreadable": "Cette archive ZIP est abîmée ou chiffrée.",
    "archive_without_table": "Cette archive ZIP doit contenir un fichier CSV, et un seul.",
    "columns_missing": "Ce fichier n’est pas celui du recensement : il lui manque les colonnes "
    "%(names)s.",
}
_TAKEN = {
    "place_missing": "Il n’y a pas de lieu à cette adresse.",
    "places_too_many": "Un classeur tient %(most)s lieux au plus. Affinez l’annuaire, ou prenez le "
    "CSV, qui n’a pas de limite.",
}
_LINES = {
    "batch_missing": "Ce fichier n’est pas, ou n’est plus là : renvoyez-le.",
    "batch_of_another": "Quelqu’un d’autre a envoyé ce fichier : c’est à cette personne de "
    "l’enregistrer.",
    "batch_undone": "Tout a été annulé avant d’y arriver.",
    "line_twice": "Cette page a déjà une ligne plus haut : celle-ci n’est pas lue.",
    "line_without_page": "L’identifiant de cette ligne n’est celui d’aucune page : elle n’est pas "
    "lue.",
    "line_without_revision": "La version de cette ligne n’est pas celle d’un lieu : elle n’est pas "
    "lue.",
    "line_erased": "Ce que cette ligne disait a été effacé, comme la loi le demande.",
    "line_said_already": "La page dit déjà la même chose.",
    "line_unfit": "Une valeur ne peut pas être gardée.",
    "line_contradicted": "La même chose a changé depuis dans le wiki : rien n’est enregistré. "
    "Ouvrez la page et choisissez.",
}
_REMARKS = {
    "value_unread": "« %(text)s » ne se lit pas comme « %(field)s » ; ce n’est pas repris.",
    "column_unread": "« %(name)s » n’est le nom d’aucun champ : ce n’est pas repris, ici ni après.",
    "joining_one": "Une page ne se réunit pas à elle-même.",
    "joining_kind": "« %(title)s » n’est pas la page d’un lieu.",
    "joining_waits": "Une correction proposée pour « %(title)s » attend une réponse : répondez-y "
    "d’abord.",
    "joining_moved": "« %(title)s » a changé pendant que vous choisissiez.",
    "joining_contradicted": "La page gardée a changé dans les mêmes champs pendant que vous "
    "choisissiez.",
    "joining_changed": "« %(title)s » a changé aux mêmes endroits depuis la réunion : séparez les "
    "deux pages en la laissant comme elle est, puis corrigez-la.",
    "no_double": "Ces deux pages ne sont pas rapprochées : il n’y a rien à en dire.",
    "row_misshapen": "Le nombre de cellules n’est pas celui des colonnes : la ligne n’est pas lue.",
    "place_name_missing": "Aucun nom lisible (« %(name)s ») : la ligne ne donne pas de lieu.",
    "commune_unknown": "La commune de « %(name)s » n’est pas trouvée (« %(commune)s ») : la ligne "
    "ne donne pas de lieu.",
    "commune_by_name": "Code INSEE « %(code)s » : la commune est trouvée par son nom, %(kept)s.",
    "commune_by_position": "Code INSEE « %(code)s », commune « %(name)s » : la commune est trouvée "
    "par la position, %(kept)s.",
    "number_missing": "Pas de numéro : un second import ferait une seconde fiche.",
    "number_twice": "Le numéro %(id)s est déjà celui de la ligne %(line)s.",
    "family_missing": "La famille n’est pas dite : « Autre » est mis.",
    "family_unknown": "« %(family)s » n’est pas une famille connue : « Autre » est mis.",
    "position_unread": "La position « %(position)s » ne se lit pas ; elle n’est pas reprise.",
    "position_far": "La position %(position)s est loin de %(commune)s ; elle n’est pas reprise.",
    "postcode_unread": "« %(postcode)s » n’est pas un code postal ; il n’est pas repris.",
    "postcode_elsewhere": "Le code postal %(postcode)s n’est pas de ceux de %(commune)s.",
    "website_unread": "« %(text)s » n’est pas l’adresse d’un site ; elle n’est pas reprise.",
    "account_unread": "« %(text)s » n’est pas l’adresse d’un compte (%(network)s) ; elle n’est pas "
    "reprise.",
    "text_mended": "Les accents de la colonne %(column)s sont rétablis : « %(text)s ».",
    "double_name": "Même nom et même commune que « %(title)s », ligne %(line)s.",
    "double_siret": "Même SIRET que « %(title)s », ligne %(line)s.",
    "double_rna": "Même numéro RNA que « %(title)s », ligne %(line)s.",
    "page_of_that_name": "Une page s’appelle déjà « %(title)s » : le lieu en a une autre, à son "
    "nom et à sa commune. Si c’est le même lieu, c’est à une personne de le dire.",
    "double_page": "Ce lieu ressemble à « %(title)s », qui a déjà une page : à vérifier dans la "
    "liste des doubles possibles.",
    "double_near": "À la même porte que « %(title)s », ligne %(line)s.",
}
_INTAKES = {
    "file_of_corrections": "Ce tableau vient de l’annuaire : renvoyez-le par « Rapporter un "
    "tableur », qui montre chaque cellule changée.",
    "file_without_rows": "Ce fichier n’a que des noms de colonnes : aucune ligne à importer.",
    "intake_form_unknown": "Ce fichier ne peut pas avoir cette forme : choisissez-en une de la "
    "liste.",
    "intake_source_missing": "Dites de qui vient ce fichier : le nom paraît comme source de chaque "
    "valeur.",
    "intake_source_long": "Ce nom est trop long : %(most)s caractères au plus.",
    "intake_url_unread": "Ce n’est pas l’adresse d’une page, comme « https://exemple.fr/donnees » "
    "(%(most)s caractères au plus).",
    "intake_licence_missing": "Choisissez la licence sous laquelle ce fichier est donné.",
    "intake_day_unread": "Ce n’est pas un jour passé : écrivez-le comme « 2019-10-08 ».",
    "intake_separator_unknown": "Choisissez dans la liste ce qui sépare plusieurs valeurs.",
    "intake_under_way": "Ce fichier est déjà en train d’être comparé ou importé.",
    "meaning_unknown": "« %(name)s » n’est pas un champ de la liste.",
    "meaning_twice": "Ces colonnes disent la même chose : %(names)s. Gardez-en une, et n’importez "
    "pas l’autre.",
    "meaning_missing": "Dites quelle colonne est le nom du lieu, et quelle colonne dit sa commune "
    ": son nom, son code INSEE, son code postal, ou latitude et longitude.",
    "line_doubtful": "Ce lieu ressemble à un autre : il est laissé de côté, comme demandé.",
    "line_twice_numbered": "Une ligne plus haut a le même numéro : celle-ci n’est pas importée.",
    "line_changed_since": "La page a changé depuis l’import : elle reste, à une personne d’en "
    "juger.",
}
_ASKED = {
    "date_unread": "« %(text)s » n’est pas une date. Écrivez une année, un mois ou un jour : 2013, "
    "2013-12 ou 2013-12-31.",
    "radius_unread": "« %(text)s » n’est pas une distance : donnez un nombre entier de kilomètres, "
    "de 1 à %(most)s.",
    "near_unknown": "Aucune commune ne s’appelle « %(text)s ». Écrivez son nom, son code postal, "
    "ou les deux.",
    "question_unread": "La question de cette carte ne se lit pas. %(told)s "
    "Corrigez-la dans la page.",
    "frame_unread": "« %(line)s » n’est pas l’adresse d’un site : écrivez-la comme "
    "https://exemple.fr, sans page après, une par ligne.",
    "near_nowhere": "La position de %(commune)s n’est pas connue : choisissez une commune voisine.",
}
SENTENCES = _FILES | _TAKEN | _LINES | _REMARKS | _INTAKES | _ASKED
