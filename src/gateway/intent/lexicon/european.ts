import type { Lexicon } from './feature.ts';

export const german: Lexicon = {
  codeVerb:
    'schreib* implementier* refaktorier* beheb* füge ergänze erstelle generiere entferne aktualisiere benenne korrigier* baue repariere ' +
    'ändere lösche ersetze portiere starte beende',
  codeNoun:
    'funktion* klasse* methode* test tests unit-tests fehler skript* endpunkt* komponente* button formular schnittstelle login* ' +
    'abfrage datenbank modul* code quelltext programm',
  reason:
    'erklär* vergleich* warum wieso analysier* begründe* bewerte* beweis* würdest entwerf* untersuch* wäge',
  reasonNoun:
    'schritt_für_schritt ursache* vorteile nachteile vor-_und architektur* entscheidung* alternativen risiken konsequenzen',
  extract: 'extrahier* gib lies ausgeben wandle zurück liste aus',
  data: 'csv-daten json-array json-objekt',
  translate: 'übersetz* übertrage',
  say: 'heißt wie_sagt sagt_man bedeutet',
  humanLanguage:
    'englisch* deutsch* französisch* spanisch* italienisch* japanisch* chinesisch* russisch* polnisch* portugiesisch* türkisch* koreanisch*',
  image: 'bild bildes bilder foto fotos aufnahme skizze',
  see: 'beschreib* schau sehen steht lies welche_farbe',
  attached: 'angehängt* diesem dieses beigefügt*',
  harm: 'schadsoftware virus trojaner erpressungssoftware bombe bomben sprengstoff drogen keylogger',
  harmVerb: 'hacken hacke stiehlt stehlen töten umbringen vergiften ausspionieren knacken',
  victim: 'nachbar* passwörter passwort jemanden jemandes freundin wlan konto ex-freund* kreditkarten*',
  selfHarm: 'selbstmord suizid mich_umbringen',
  jailbreak: 'vorherigen_anweisungen systemprompt ignoriere_alle',
  defence: 'schützen verhindern erkennen absichern',
  harmless: 'prozess prozesse',
  greeting: 'hallo danke ja nein wie_geht mach_weiter passt guten_morgen super bitte_weiter',
  question: 'was welche wer wann wo wie',
};

export const french: Lexicon = {
  codeVerb:
    'écris écrire corrige ajoute* crée créer implémente* génère refactorise* supprime renomme mets_à_jour modifie remplace',
  codeNoun:
    'fonction* classe méthode test* unitaire* bug composant* script* service* menu requête base_de_données code erreur',
  reason: 'explique* compare* pourquoi analyse* démontre évalue justifie propose',
  reasonNoun: 'étape_par_étape avantages inconvénients causes risques architecture plan alternatives',
  extract: 'extrais extraire renvoie convertis liste donne retourne',
  data: 'json csv tableau_json',
  translate: 'traduis traduire traduisez traduction traduit',
  say: 'comment_dit-on veut_dire dit-on',
  humanLanguage:
    'anglais allemand espagnol italien français japonais chinois russe portugais coréen arabe néerlandais polonais',
  image: "image photo capture capture_d'écran capture_d’écran écran dessin schéma",
  see: 'décris voit-on visible quel_texte lis regarde vois',
  attached: 'ci-jointe ci-joint jointe cette',
  harm: 'logiciel_malveillant malveillant bombe explosifs drogue rançongiciel virus',
  harmVerb: 'pirater vole voler tuer empoisonner espionner',
  victim: "quelqu'un quelqu’un compte mots_de_passe voisin* victime",
  selfHarm: 'suicide me_tuer',
  jailbreak: 'instructions_précédentes',
  greeting: 'bonjour merci oui non ça_va continue salut parfait',
  question: 'quel quelle qui quand où',
};

export const spanish: Lexicon = {
  codeVerb:
    'escribe crea arregla añade agrega implementa corrige refactoriza genera elimina actualiza renombra modifica',
  codeNoun:
    'función clase método prueba* script componente* error compilación bug código archivos logs consulta base_de_datos endpoint',
  reason: 'explica* compara* analiza* por_qué demuéstralo demuestra evalúa justifica propón',
  reasonNoun: 'paso_a_paso ventajas desventajas causa_raíz arquitectura riesgos alternativas',
  extract: 'extrae devuelve convierte lista dame',
  data: 'json csv',
  translate: 'traduce traducir traduzca traducción',
  say: 'cómo_se_dice se_dice qué_significa',
  humanLanguage: 'inglés alemán francés español italiano japonés chino ruso portugués coreano árabe',
  image: 'imagen foto captura captura_de_pantalla pantallazo',
  see: 've describe lee aparece muestra',
  attached: 'adjunta adjunto esta',
  harm: 'ransomware bomba explosivos drogas malware virus',
  harmVerb: 'hackear robar matar envenenar espiar cifre',
  victim: 'cuenta alguien víctima contraseñas ex vecino casera',
  selfHarm: 'suicidio suicidarme',
  jailbreak: 'instrucciones_anteriores',
  greeting: 'hola gracias sí perfecto sigue qué_tal buenos_días',
  question: 'qué cuál quién cuándo dónde',
};

export const portuguese: Lexicon = {
  codeVerb: 'escreva crie corrija adicione implemente refatore gere remova atualize',
  codeNoun: 'função classe método teste componente erro código valide algoritmo',
  reason: 'explique compare analise por_que avalie',
  reasonNoun: 'passo_a_passo vantagens desvantagens arquitetura instável',
  extract: 'extraia retorne converta liste',
  translate: 'traduza traduzir tradução',
  say: 'como_se_diz',
  humanLanguage: 'inglês alemão francês espanhol italiano japonês chinês',
  image: 'imagem foto captura_de_tela',
  see: 'aparece descreva leia',
  attached: 'nesta desta anexada',
  harm: 'bomba',
  harmVerb: 'invadir hackear roubar matar',
  victim: 'conta pessoa senhas alguém',
  greeting: 'olá obrigado obrigada sim bom_dia funcionou',
};

export const italian: Lexicon = {
  codeVerb: 'scrivi crea correggi aggiungi implementa genera rimuovi aggiorna',
  codeNoun: 'funzione classe metodo test unitario componente errore codice',
  reason: 'spiega* confronta analizza perché valuta',
  reasonNoun: 'passo_passo vantaggi svantaggi cause architettura',
  extract: 'estrai restituisci converti elenca',
  translate: 'traduci tradurre traduzione',
  say: 'come_si_dice',
  humanLanguage: 'inglese tedesco francese spagnolo italiano giapponese cinese',
  image: 'immagine foto screenshot schermata',
  see: 'descrivi leggi vedi',
  attached: 'allegato allegata questa',
  harm: 'bomba',
  harmVerb: 'rubare hackerare uccidere',
  victim: 'qualcuno password account',
  greeting: 'ciao grazie sì buongiorno',
};
