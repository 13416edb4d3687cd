import type { Lexicon } from './feature.ts';

export const russian: Lexicon = {
  codeVerb:
    'напиши добавь исправь реализуй создай удали обнови переименуй рефактор* перепиши сгенерируй покрой',
  codeNoun:
    'функци* класс* метод* тест* баг ошибк* компонент* скрипт* код таблица запрос* модул* база_данных',
  codeLanguage: 'питон* python java',
  reason: 'объясни* сравни* почему проанализируй оцени докажи обоснуй спроектируй',
  reasonNoun: 'шаг_за_шагом преимущества недостатки причин* гипотез* архитектур* риск* блокировк*',
  extract: 'извлеки верни преобразуй выведи перечисли',
  data: 'json csv таблицу',
  translate: 'переведи* перевод* переведите',
  say: 'как_сказать по-английски по-немецки по-русски как_будет',
  humanLanguage:
    'по-английски по-немецки по-русски по-французски по-испански английск* немецк* французск* испанск* русск* китайск* японск* итальянск*',
  image: 'картинк* изображени* фото* скриншот* снимк*',
  see: 'опиши изображено прочитай видно',
  attached: 'прикреплённ* прикрепленн* этой этом',
  harm: 'вирус бомбу бомба троян взрывчатк* наркотик* вредонос*',
  harmVerb: 'взломать украсть крадёт убить отравить шпионить',
  victim: 'чужой пароли аккаунт соседа девушк*',
  selfHarm: 'самоубийств* покончить',
  greeting: 'привет спасибо да нет продолжай здравствуй* как_дела',
};

export const polish: Lexicon = {
  codeVerb: 'napisz dodaj popraw zaimplementuj utwórz usuń',
  codeNoun: 'funkcj* klas* metod* test* błąd kod słowników',
  reason: 'wyjaśnij porównaj dlaczego przeanalizuj',
  extract: 'wyodrębnij zwróć',
  translate: 'przetłumacz* tłumaczen*',
  humanLanguage: 'angielski niemiecki francuski polski hiszpański',
  image: 'obraz obrazek zdjęcie zrzut_ekranu zrzut',
  see: 'opisz widać',
  attached: 'ten tym',
  greeting: 'cześć dziękuję dzięki tak działa',
};

export const turkish: Lexicon = {
  codeVerb: 'yaz ekle düzelt oluştur',
  codeNoun: 'fonksiyon sınıf hata test',
  reason: 'açıkla karşılaştır neden',
  translate: 'çevir çevirin tercüme',
  humanLanguage: 'ingilizce* almanca* fransızca* türkçe* ispanyolca*',
  image: 'resim görsel fotoğraf',
  greeting: 'merhaba teşekkürler evet tamam',
};
