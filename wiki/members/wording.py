"""The sentences for what members may be refused."""

SENTENCES = {
    "about_too_long": "Votre présentation est trop longue (%(limit)s caractères au plus).",
    "account_closed": "Ce compte est fermé. L’administration du wiki peut le rouvrir.",
    "account_none": "Ce membre n’a pas de compte ici.",
    "administrator_exists": "Ce wiki a déjà une personne qui l’administre : connectez-vous, ou "
    "demandez-lui de vous inviter.",
    "block_above": "On ne suspend qu’un compte dont le rôle est plus bas que le sien.",
    "block_days": "Choisissez pour combien de temps.",
    "block_reason": "Dites pourquoi : la personne le lira.",
    "block_reason_long": "Cette raison est trop longue (%(limit)s caractères au plus).",
    "blocked": "Votre compte est suspendu : vous pouvez lire, pas écrire. « Mon compte » dit "
    "pourquoi, et jusqu’à quand.",
    "blocked_words_many": "%(limit)s mots refusés au plus.",
    "blocked_words_short": "« %(word)s » est trop court : un mot refusé a au moins %(limit)s "
    "lettres.",
    "code_over": "Ce lien a déjà servi, ou il a expiré. Demandez-en un autre.",
    "demo_link": "Ce lien de démonstration ne sert que sur la machine qui fait tourner le wiki.",
    "email_same": "C’est déjà l’adresse de votre compte.",
    "email_taken": "Cette adresse a déjà un compte.",
    "email_wrong": "Cette adresse électronique n’est pas complète : il en faut une comme "
    "prenom@exemple.fr.",
    "identity_address": "Un compte a déjà l’adresse %(email)s. Connectez-vous d’abord avec lui, "
    "puis reliez-le dans « Mon compte ».",
    "identity_there": "Ce compte est déjà relié à un membre de ce wiki.",
    "identity_unknown": "Ce compte n’est pas relié au vôtre.",
    "invitation_days": "Une invitation vaut de 1 à %(limit)s jours.",
    "invitation_over": "Cette invitation n’est plus valable. Demandez-en une autre à la personne "
    "qui vous l’a envoyée.",
    "invitation_unknown": "Cette invitation n’existe pas.",
    "invitation_used": "Cette invitation a été acceptée : faites-en une autre.",
    "invitation_uses": "Un lien sert à 1 personne au moins, à %(limit)s au plus, ou à toutes.",
    "joining_by_invitation": "On rejoint ce wiki par invitation : demandez-en une à un membre que "
    "vous connaissez.",
    "joining_closed": "Ce wiki n’accueille personne de plus pour le moment.",
    "language_unknown": "Cette langue n’est pas proposée.",
    "last_administrator": "C’est la seule personne qui administre le wiki : donnez d’abord ce rôle "
    "à quelqu’un d’autre.",
    "last_way_in": "C’est votre seule façon d’entrer : ajoutez d’abord une clé d’accès, ou "
    "choisissez un mot de passe.",
    "letters_too_often": "Plusieurs courriels sont déjà partis à cette adresse : regardez ceux "
    "qui y sont arrivés, indésirables compris, ou réessayez dans %(minutes)s min.",
    "links_too_many": "Un nouveau compte ajoute au plus %(limit)s liens vers d’autres sites par "
    "heure : ce texte en a trop. Il n’est pas publié, mais il n’est pas perdu : ôtez des liens, ou "
    "reprenez-le plus tard.",
    "member_unknown": "Aucun membre n’a cette adresse.",
    "name_character": "Ce nom contient un caractère invisible ou réservé.",
    "name_missing": "Il manque un nom.",
    "name_reserved": "Ce nom est celui des membres qui sont partis : choisissez-en un autre.",
    "name_taken": "Quelqu’un s’appelle déjà « %(name)s » ici. Ajoutez par exemple votre lieu.",
    "name_too_long": "Ce nom est trop long (%(limit)s caractères au plus).",
    "passkey_copied": "Cette clé d’accès a déjà signé plus souvent : il en existe une copie, et "
    "elle est refusée. Connectez-vous autrement, puis retirez-la de votre compte.",
    "passkey_late": "Cette demande a trop attendu, ou elle a déjà servi. Recommencez.",
    "passkey_name": "Dites comment s’appelle cette clé, en %(limit)s caractères au plus.",
    "passkey_needed": "C’est votre second facteur, et votre dernière clé d’accès : retirez d’abord "
    "le second facteur, ou ajoutez une autre clé.",
    "passkey_none": "Vous n’avez pas encore de clé d’accès : ajoutez-en une d’abord.",
    "passkey_not_here": "Ce wiki ne connaît pas cette clé d’accès : elle a été retirée, ou elle "
    "est d’un autre site.",
    "passkey_of_other": "Cette clé d’accès est celle d’un autre compte.",
    "passkey_place": "Les clés d’accès ne servent qu’en https, à l’adresse publique du wiki.",
    "passkey_there": "Cette clé d’accès est déjà enregistrée.",
    "passkey_unknown": "Cette clé d’accès n’est pas à vous, ou n’existe plus.",
    "passkey_wrong": "La réponse de cette clé d’accès n’est pas la bonne. Recommencez.",
    "passkeys_many": "Vous avez déjà %(limit)s clés d’accès : retirez celles qui ne servent plus.",
    "password_common": "Ce mot de passe est trop facile à deviner. Trois mots sans rapport entre "
    "eux en font un bon.",
    "password_long": "Ce mot de passe est trop long (%(limit)s caractères au plus).",
    "password_personal": "Votre nom ou votre adresse ne peuvent pas servir de mot de passe.",
    "password_short": "Il faut au moins %(limit)s caractères.",
    "password_wrong": "Ce n’est pas le bon mot de passe.",
    "place_too_long": "Ce lieu est trop long (%(limit)s caractères au plus).",
    "provider_declined": "%(name)s ne vous a pas connecté : la demande a été refusée ou fermée.",
    "provider_fails": "%(name)s n’a pas répondu comme il faut. Réessayez dans un moment, ou "
    "connectez-vous autrement.",
    "provider_late": "Cette connexion a trop attendu, ou elle a commencé dans un autre navigateur. "
    "Recommencez.",
    "role_above_yours": "Vous ne pouvez ni donner ni retirer un rôle plus élevé que le vôtre.",
    "role_from_host": "Ce rôle vient du site hôte : c’est là qu’il se change.",
    "role_offer": "Vous pouvez inviter comme lecteur ou comme membre ; les autres rôles se donnent "
    "par l’administration.",
    "role_unknown": "Le rôle « %(name)s » n’existe pas.",
    "scope_wrong": "Une portée s’écrit comme « page:identifiant » ; laissez vide pour tout le "
    "wiki.",
    "second_factor_none": "Vous n’avez pas commencé à mettre un second facteur.",
    "second_factor_there": "Votre compte a déjà un second facteur : retirez-le d’abord.",
    "second_factor_wrong": "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant ; "
    "l’horloge de votre téléphone doit être à l’heure.",
    "sign_in_again": "Sans mot de passe, cela demande de s’être connecté depuis moins de "
    "%(minutes)s min. Déconnectez-vous, reconnectez-vous, puis recommencez.",
    "sign_in_unknown": "Cet appareil est déjà déconnecté.",
    "sign_in_wrong": "L’adresse, le nom ou le mot de passe ne vont pas ensemble.",
    "shown_to_unknown": "Dites à qui votre profil se montre.",
    "department_unknown": "Ce département n’est pas connu.",
    "skill_character": "Une compétence contient un signe qui ne s’affiche pas.",
    "skills_too_many": "Il y a trop de compétences (%(limit)s au plus), ou l’une est trop longue "
    "(%(length)s caractères au plus).",
    "theme_unknown": "Ce thème n’est pas proposé.",
    "token_expired": "La date de fin du jeton est déjà passée.",
    "token_from_token": "Un jeton ne peut ni créer ni retirer un jeton : connectez-vous.",
    "token_name": "Dites à quoi sert le jeton, en %(limit)s caractères au plus.",
    "token_scope_missing": "Choisissez au moins un droit pour ce jeton.",
    "token_scope_unknown": "Le droit « %(name)s » n’existe pas.",
    "token_unknown": "Ce jeton n’est pas à vous, ou n’existe plus.",
    "too_often": "Trop d’essais en peu de temps. Réessayez dans %(minutes)s min.",
    "words_refused": "Ce wiki refuse « %(word)s ». Votre texte n’est pas publié, mais il n’est "
    "pas perdu : ôtez ce mot ou, si c’est une erreur, demandez à qui anime le wiki.",
    "zone_unknown": "Ce fuseau horaire n’est pas connu.",
}
