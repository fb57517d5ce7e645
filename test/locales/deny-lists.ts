// What no text of the interface may say, by language. R25: labels that are no plain answer. R35: copy that
// steers. R36: browsing on as agreement, and consent bundled with terms. A new language needs a list of its own.

export interface DenyList {
  /** Not as the label of accept or refuse, whole (R25). */
  readonly labels: RegExp;
  /** Nowhere (R25, R35): praise of cookies or of us, pressure, blame, “necessary cookies accepted”. */
  readonly steering: RegExp;
  /** Nowhere (R36). */
  readonly bundling: RegExp;
}

export const denyLists: { readonly [language: string]: DenyList } = {
  fr: {
    labels: /^(ok|d’accord|d'accord|j’ai compris|compris|continuer|plus tard|peut-être|non merci|oui|non)\b/i,
    steering:
      /respect(ons)? (de )?votre vie privée|vie privée (nous )?est (importante|précieuse)|votre confiance|meilleure? (expérience|site)|améliorer (votre|l[’'])\s?(expérience|navigation)|expérience (optimale|utilisateur|personnalisée)|pour vous offrir|gratuit|soutene[zr]|non[ -](essentiel|nécessaire)s?|accept\S* (les )?cookies (nécessaires|essentiels)|dommage|malheureusement|vous (perdrez|manquerez|risquez)|recommandé|rapide(ment)? accepter|% des (visiteurs|utilisateurs)|cookies? (savoureux|gourmand|délicieux)|miam/i,
    bundling:
      /en (poursuivant|continuant)|poursui\S+ (de )?votre navigation|conditions (générales|d[’']utilisation)|\bCGU\b|newsletter|infolettre/i,
  },
  en: {
    labels: /^(ok(ay)?|got it|i understand|understood|continue|maybe|later|not now|no thanks|yes|no|sure)\b/i,
    steering:
      /(value|respect|care about|matters?) (about )?(your )?privacy|privacy (is important|matters)|your trust|(better|best|improve[ds]?|enhance[ds]?|optimal|personali[sz]ed) (\w+ )?experience|user experience|to (offer|give|provide) you|for free|free of charge|support us|non-?(essential|necessary)|(accept\w*|agree\w*) (to )?(the )?(necessary|essential)|unfortunately|you (will|may|might) (lose|miss)|sorry|recommended|% of (visitors|users)|don[’']t (reject|refuse)|yum|delicious/i,
    bundling:
      /by (continuing|using|browsing|clicking|closing)|continu\w+ (to (use|browse)|browsing|using)|terms (of (use|service)|and conditions)|newsletter/i,
  },
  es: {
    labels: /^(ok|vale|entendido|de acuerdo|continuar|más tarde|quizás|ahora no|no,? gracias|sí|no)\b/i,
    steering:
      /(valoramos|respetamos|nos importa) (su|tu) privacidad|privacidad (es importante|nos importa)|(mejor|mejorar) (su|tu|la)? ?experiencia|experiencia (óptima|personalizada|de usuario)|para ofrecer(le|te)|gratis|gratuito|no (esenciales|necesarias)|acept\S* (las )?cookies (necesarias|esenciales)|lamentablemente|(perderá|perderás)|recomendado|% de (los )?(visitantes|usuarios)/i,
    bundling:
      /\bal (continuar|seguir|navegar|utilizar|usar|cerrar)|si (continúa|sigue|continúas|sigues) navegando|términos y condiciones|condiciones (de uso|generales)|boletín/i,
  },
  pt: {
    labels:
      /^(ok|está bem|entendi|percebi|compreendo|continuar|mais tarde|talvez|agora não|não,? obrigad[oa]|sim|não)(?!\p{L})/iu,
    steering:
      /(valorizamos|respeitamos) a (sua|tua) privacidade|privacidade é importante|(melhor|melhorar) a? ?(sua|tua)? ?experiência|experiência (ótima|personalizada|de utilizador|do usuário)|para lhe oferecer|grátis|gratuit[oa]|não (essenciais|necessários)|aceit\S* (os )?cookies (necessários|essenciais)|infelizmente|(perderá|perderás)|recomendado|% dos (visitantes|utilizadores|usuários)/i,
    bundling:
      /\bao (continuar|navegar|utilizar|usar|fechar)|se (continuar|continuares) a navegar|termos (e condições|de (uso|utilização))|newsletter|boletim/i,
  },
  nl: {
    labels: /^(oké?|akkoord|begrepen|doorgaan|later|misschien|nee,? bedankt|ja|nee)\b/i,
    steering:
      /(waarderen|respecteren) (we |wij )?(uw|je) privacy|privacy is (belangrijk|waardevol)|(betere|beste|verbeter\S*|optimale) (\S+ )?(ervaring|beleving)|gebruikerservaring|om (u|je) .{0,20}te bieden|gratis|niet-?(essentiële|noodzakelijke)|accept\S* (de )?(noodzakelijke|essentiële)|helaas|(u|je) mist|aanbevolen|% van de (bezoekers|gebruikers)/i,
    bundling:
      /door (verder te|te blijven|gebruik te maken|te surfen)|als (u|je) doorgaat|algemene voorwaarden|gebruiksvoorwaarden|nieuwsbrief/i,
  },
  de: {
    labels: /^(ok(ay)?|einverstanden|verstanden|weiter|später|vielleicht|nein,? danke|ja|nein)\b/i,
    steering:
      /(schätzen|respektieren|achten) (wir )?(ihre|deine) privatsphäre|(privatsphäre|datenschutz) ist uns wichtig|ihr vertrauen|(besser|best|optimal|verbesser)\S* (\S+ )?(erlebnis|erfahrung|nutzung)|nutzererlebnis|um (ihnen|dir) .{0,20}zu bieten|kostenlos|gratis|nicht (notwendig|essen[tz]iell|erforderlich)e|(notwendige|essen[tz]ielle) (cookies )?(akzeptieren|annehmen)|\bleider\b|(sie|du) verpass|empfohlen|% der (besucher|nutzer)/i,
    bundling:
      /durch (die )?weitere|wenn (sie|du) weiter|mit (der|ihrer) weiteren? nutzung|nutzungsbedingungen|\bAGB\b|newsletter/i,
  },
  it: {
    labels: /^(ok|va bene|ho capito|capito|continua|più tardi|forse|no,? grazie|sì|no)(?!\p{L})/iu,
    steering:
      /(teniamo|rispettiamo) (al)?la (tua|sua|vostra) privacy|privacy è importante|(miglior\S*) (la )?(tua|sua|vostra)? ?esperienza|esperienza (ottimale|personalizzata|utente)|per offrir(ti|le|vi)|gratis|gratuit[oa]|non (essenziali|necessari)|accett\S* (i )?cookie (necessari|essenziali)|purtroppo|perder(ai|à|ete)|consigliato|% (dei|degli) (visitatori|utenti)/i,
    bundling:
      /proseguendo|continuando|se (continui|prosegui)|termini e condizioni|condizioni (d[’']uso|generali)|newsletter/i,
  },
  ar: {
    labels: /^(حسن[اً]+|موافق|فهمت|متابعة|لاحق[اً]+|ربما|نعم|لا شكر[اً]+)$/,
    steering:
      /نقدر خصوصيتك|نحترم خصوصيتك|خصوصيتك (تهمنا|مهمة)|تحسين تجربتك|تجربة (أفضل|مثالية|المستخدم)|مجان[اًي]|غير (الضرورية|الأساسية)|للأسف|(سوف )?تفقد|موصى به/,
    bundling: /(بمتابعة|باستمرار|بمواصلة|باستخدام)ك|متابعة التصفح|الشروط والأحكام|شروط الاستخدام|النشرة/,
  },
};

/** In no language: pictures, exclamations, questions that press, capital letters that shout. */
export const everywhere = /\p{Extended_Pictographic}|[!¡]|\b\p{Lu}{5,}\b/u;

/** Plain and parallel words for both answers (R25). */
export const answers: { readonly [language: string]: { readonly accept: RegExp; readonly refuse: RegExp } } =
  {
    fr: { accept: /^(tout accepter|accepter tout)$/i, refuse: /^(tout refuser|refuser tout)$/i },
    en: { accept: /^accept all$/i, refuse: /^(reject|refuse|decline) all$/i },
    es: { accept: /^aceptar todo$/i, refuse: /^rechazar todo$/i },
    pt: { accept: /^aceitar tudo$/i, refuse: /^(rejeitar|recusar) tudo$/i },
    nl: { accept: /^alles accepteren$/i, refuse: /^alles weigeren$/i },
    de: { accept: /^alles? akzeptieren$/i, refuse: /^alles? ablehnen$/i },
    it: { accept: /^accetta tutto$/i, refuse: /^rifiuta tutto$/i },
  };
