"""The sentences for what members may be refused."""

SENTENCES = {
    "administrator_exists": "Ce wiki a déjà une personne qui l’administre : connectez-vous, ou "
    "demandez-lui de vous inviter.",
    "email_taken": "Cette adresse a déjà un compte.",
    "email_wrong": "Cette adresse électronique n’est pas complète : il en faut une comme "
    "prenom@exemple.fr.",
    "invitation_over": "Cette invitation n’est plus valable. Demandez-en une autre à la personne "
    "qui vous l’a envoyée.",
    "language_unknown": "Cette langue n’est pas proposée.",
    "last_administrator": "C’est la seule personne qui administre le wiki : donnez d’abord ce rôle "
    "à quelqu’un d’autre.",
    "member_unknown": "Aucun membre n’a cette adresse.",
    "name_character": "Ce nom contient un caractère invisible ou réservé.",
    "name_missing": "Il manque un nom.",
    "name_taken": "Quelqu’un s’appelle déjà « %(name)s » ici. Ajoutez par exemple votre lieu.",
    "name_too_long": "Ce nom est trop long (%(limit)s caractères au plus).",
    "password_common": "Ce mot de passe est trop facile à deviner. Trois mots sans rapport entre "
    "eux en font un bon.",
    "password_long": "Ce mot de passe est trop long (%(limit)s caractères au plus).",
    "password_personal": "Votre nom ou votre adresse ne peuvent pas servir de mot de passe.",
    "password_short": "Il faut au moins %(limit)s caractères.",
    "role_above_yours": "Vous ne pouvez ni donner ni retirer un rôle plus élevé que le vôtre.",
    "role_from_host": "Ce rôle vient du site hôte : c’est là qu’il se change.",
    "role_offer": "Vous pouvez inviter comme lecteur ou comme membre ; les autres rôles se donnent "
    "par l’administration.",
    "role_unknown": "Le rôle « %(name)s » n’existe pas.",
    "scope_wrong": "Une portée s’écrit comme « page:identifiant » ; laissez vide pour tout le "
    "wiki.",
    "theme_unknown": "Ce thème n’est pas proposé.",
    "token_expired": "La date de fin du jeton est déjà passée.",
    "token_from_token": "Un jeton ne peut ni créer ni retirer un jeton : connectez-vous.",
    "token_name": "Dites à quoi sert le jeton, en %(limit)s caractères au plus.",
    "token_scope_missing": "Choisissez au moins un droit pour ce jeton.",
    "token_scope_unknown": "Le droit « %(name)s » n’existe pas.",
    "token_unknown": "Ce jeton n’est pas à vous, ou n’existe plus.",
    "zone_unknown": "Ce fuseau horaire n’est pas connu.",
}
