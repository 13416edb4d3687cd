import type { Lexicon } from './feature.ts';

export const english: Lexicon = {
  codeVerb:
    'write implement* add fix fixes refactor* create creates generate build builds rename* remove update migrate port_the port_this rewrite ' +
    'bump make inject apply replace wire delete restart install upgrade optimi* move merge commit push deploy run set_up setup ' +
    'kill convert change configure enable disable hook split simplify clean integrate scaffold debug resolve',
  codeNoun:
    'function functions class classes method methods test tests unit_test* component components script scripts endpoint endpoints ' +
    'api apis bug bugs build compile* compiler repo repository sql query regex regexp dockerfile docker cli button page form css html ' +
    'module modules package package.json npm import imports dependency dependencies dependency_injection constructor handler ' +
    'controller service parser parse* struct interface type types variable* parameter* argument* array list_comprehension loop ' +
    'async await callback promise* thread* mutex process processes server port workflow github_actions pull_request branch commit ' +
    'lint linter typecheck middleware hook hooks schema_migration database postgres* config code codebase app todo flag stack_trace ' +
    'exception exceptions algorithm recursion recursive helper block logic binary_search tree pagination table dark_mode error_handling retries yaml ' +
    'makefile webpack vite jest vitest login changelog readme gateway cache deadlock',
  codeLanguage:
    'typescript javascript python rust golang java kotlin swift c++ c# ruby php scala haskell elixir bash powershell react vue ' +
    'angular svelte node node.js django flask spring rails unity in_go to_go into_go idiomatic_go in_c vue-i18n',
  reason:
    'why explain* compare compares analyse* analyze* analysing prove proves design evaluate derive justify investigate critique ' +
    'review reason weigh understand think assess walk_me diagnose should_we is_it_safe how_would_you what_would_be is_there_any',
  reasonNoun:
    'trade-off* tradeoff* pros cons root_cause step_by_step architecture implication* hypothes* assumption* failure_mode* ' +
    'complexity guarantee* alternative* strateg* risk risks proof plan consequence* critically in_detail difference between ' +
    'recurrence interleaving* theoretical justification threat_model approach recommend suggest bottleneck* think_hard think_through ' +
    'what_could_go_wrong how_to_roll_back advantages disadvantages decides',
  data: 'json csv structured schema key-value xml',
  extract:
    'extract extracts return output respond pull turn parse convert fill list classify give get identify structure transform ' +
    'produce summarize read answer',
  translate: 'translate translates translated translating translation render proofread',
  say: 'how_do_you_say what_does word_for say mean put_this',
  humanLanguage:
    'german french spanish chinese japanese korean italian portuguese russian dutch polish turkish arabic swedish latin english ' +
    'danish norwegian finnish greek hebrew hindi czech ukrainian vietnamese thai hungarian romanian mandarin',
  localisation: 'i18n l10n locale locales translations vue-i18n language_switch localization localisation',
  image:
    'image images picture pictures screenshot screenshots photo photos photograph scan ocr whiteboard mockup handwritten png',
  see:
    'describe look see visible read shows show shown transcribe caption count what_is what_does what_colour what_color compare ' +
    'which identify check_the alt_text visually',
  attached: 'attached this these uploaded here_is below the_picture the_image the_photo the_screenshot',
  harm:
    'malware ransomware keylogger phishing botnet trojan spyware rootkit ddos bomb explosives methamphetamine meth cocaine heroin ' +
    'deepfake untraceable launder fake_identity sql_injection_attack exploit_for worm evades hides_from_antivirus brute-force ' +
    'illegal undressed threatening_messages napalm nerve_agent',
  harmVerb:
    'hack hacking steal steals stealing kill poison stalk spy crack forge murder attack blackmail bypass dump launder',
  victim:
    "person someone someone's somebody people's neighbour* neighbor* girlfriend* boyfriend* wife husband ex classmate stranger* victim* " +
    'competitor* passwords password credit_card* bank* license_check signature plate paypal without_being_noticed ' +
    'without_her_knowledge without_them_knowing without_leaving_traces not_get_caught anonymously database_of wifi',
  selfHarm: 'kill_myself suicide suicidal hurt_myself end_my_life self-harm',
  jailbreak:
    'ignore_all_previous ignore_previous previous_instructions system_prompt no_safety content_filter you_are_dan no_restrictions ' +
    'pretend_that_you jailbreak',
  defence:
    'mitigate* prevent protect defend* detect* security_training training threat_model* sanitize* sanitise* escape harden* audit ' +
    'vulnerabilit* fix',
  harmless:
    'process processes signal child zombie port counter enemy unit game player thread job task session daemon',
  greeting:
    'hi hello hey thanks thank ok okay yes no good_morning good_evening cool nice great lol continue go_on never_mind sounds_good ' +
    'please_continue how_are_you joke sure perfect bye help_me',
  question: "what which who when where is are do does how can what's who's where's when's how's",
};
