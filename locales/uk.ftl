# Слова служби українською. Це перша мова: англійська в en.ftl повторює ті самі
# ідентифікатори, атрибути й змінні (це перевіряє test/wording/locales.test.ts).
# Звертаємося на «ви», кнопки від першої особи, рід невідомий: теперішній час або іменник.
# ПОЖЕЖА та інші слова .word стоять лише у справжньому виклику: на них тримаються сирени телефонів.

### Типи подій: значення = слово картки; .word = заголовок виклику; .sms = слово в СМС; .spoken = перше слово дзвінка

type-structure_fire = хата
    .word = ПОЖЕЖА
    .sms = хата
    .spoken = Пожежа
    .full = житловий будинок
    .icon = 🔥
type-outbuilding_fire = сарай
    .word = ПОЖЕЖА
    .sms = сарай
    .spoken = Пожежа
    .full = господарська будівля
    .icon = 🔥
type-vegetation_fire = стерня
    .word = ПОЖЕЖА
    .sms = стерня
    .spoken = Пожежа
    .full = трава, стерня, ліс, торф
    .icon = 🔥
type-vehicle_fire = авто
    .word = ПОЖЕЖА
    .sms = авто
    .spoken = Пожежа
    .full = автомобіль або сільгосптехніка
    .icon = 🔥
type-industrial_fire = виробництво
    .word = ПОЖЕЖА
    .sms = завод
    .spoken = Пожежа
    .full = виробництво, склад, установа
    .icon = 🔥
type-road_accident = аварія на дорозі
    .word = ДТП
    .sms = аварія
    .spoken = Дорожня аварія
    .full = аварія на дорозі
    .icon = 🚗
type-hazmat = витік
    .word = ХІМІЯ
    .sms = витік
    .spoken = Хімічна небезпека
    .full = витік газу або небезпечної речовини
    .icon = ☣️
type-shelling_impact = влучання
    .word = ОБСТРІЛ
    .sms = влучання
    .spoken = Обстріл
    .full = наслідки обстрілу
    .icon = 💥
type-rescue = потрібна допомога
    .word = РЯТУВАННЯ
    .sms = допомога
    .spoken = Рятування
    .full = допомога людям
    .icon = 🛟
type-other = інше
    .word = НЕБЕЗПЕКА
    .sms = інше
    .spoken = Небезпека
    .full = інша подія
    .icon = ❗

### Режим події

mode-actual = реальна подія
mode-exercise = навчання
    .word = НАВЧАННЯ
    .spoken = Навчання
    .icon = 🔔
mode-test = перевірка зв'язку
    .word = ПЕРЕВІРКА
    .spoken = Перевірка зв'язку
    .icon = 📶

### Кваліфікації: називний; .genitive для «бракує»; .missing з числом; .full для списків

qual-driver_c = водій
    .genitive = водія
    .missing = { $count ->
        [1] водія
        [one] { $count } водія
       *[other] { $count } водіїв
    }
    .full = водій кат. C
qual-leader = старший
    .genitive = старшого
    .missing = { $count ->
        [1] старшого
        [one] { $count } старшого
       *[other] { $count } старших
    }
    .full = старший виїзду
qual-firefighter = пожежний
    .genitive = пожежного
    .missing = { $count ->
        [one] { $count } пожежного
       *[other] { $count } пожежних
    }
    .full = пожежний
qual-ba = газодимозахисник
    .genitive = газодимозахисника
    .missing = { $count ->
        [one] { $count } газодимозахисника
       *[other] { $count } газодимозахисників
    }
    .full = газодимозахисник
qual-medic = парамедик
    .genitive = парамедика
    .missing = { $count ->
        [1] парамедика
        [one] { $count } парамедика
       *[other] { $count } парамедиків
    }
    .full = парамедик
qual-first_aid = домедична допомога
    .genitive = людини з домедичною підготовкою
    .missing = { $count ->
        [1] людини з домедичною підготовкою
        [one] { $count } людини з домедичною підготовкою
       *[other] { $count } людей з домедичною підготовкою
    }
    .full = домедична допомога
qual-keyholder = ключ
    .genitive = ключа від депо
    .missing = { $count ->
        [1] ключа від депо
        [one] { $count } ключа від депо
       *[other] { $count } ключів від депо
    }
    .full = ключ від депо
qual-anybody = будь-хто
    .genitive = людини
    .missing = { $count ->
        [one] { $count } людини
       *[other] { $count } людей
    }
    .full = будь-хто з підрозділу
qual-vehicle = машина
    .genitive = машини
    .missing = { $count ->
        [1] машини
        [one] { $count } машини
       *[other] { $count } машин
    }
    .full = машина

### Бракує

missing = Бракує { $list }
missing-own = { $count ->
        [1] «{ $name }»
       *[other] «{ $name }» ({ $count })
    }
shortage-driver_c = НЕМАЄ ВОДІЯ
shortage-leader = НЕМАЄ СТАРШОГО
shortage-vehicle = НЕМАЄ МАШИНИ
shortage-keyholder = НЕМАЄ КЛЮЧА
shortage-other = БРАКУЄ { $list }
shortage-more = { $shortage }, бракує { $list }
shortage-none = ЗБИРАЄМО

### Люди, час, відстань

people = { $count ->
        [one] { $count } особа
        [few] { $count } особи
       *[many] { $count } осіб
    }
people-together = { $count ->
        [1] одна особа
        [2] двоє
        [3] троє
        [4] четверо
        [5] п'ятеро
        [one] { $count } особа
        [few] { $count } особи
       *[many] { $count } осіб
    }
going = { $count ->
        [0] ніхто не їде
        [one] їде { $count }
       *[other] їдуть { $count }
    }
going-of = { $count ->
        [0] ніхто не їде, треба { $need }
        [one] їде { $count } з { $need }
       *[other] їдуть { $count } з { $need }
    }
duration-minutes = { $minutes } хв
duration-minutes-words = { $minutes ->
        [one] { $minutes } хвилина
        [few] { $minutes } хвилини
       *[many] { $minutes } хвилин
    }
duration-seconds = { $seconds } с
in-minutes = { $minutes ->
        [one] через { $minutes } хвилину
        [few] через { $minutes } хвилини
       *[many] через { $minutes } хвилин
    }
since-minutes = +{ $minutes } хв
distance-metres = { $metres } м
distance-kilometres = { $kilometres } км

### Заголовки стану

headline-unconfirmed = НЕ ПІДТВЕРДЖЕНО
headline-gathering = ЗБИРАЄМО
headline-noDriver = НЕМАЄ ВОДІЯ
headline-noLeader = НЕМАЄ СТАРШОГО
headline-noVehicle = НЕМАЄ МАШИНИ
headline-noKey = НЕМАЄ КЛЮЧА
headline-fewPeople = МАЛО ЛЮДЕЙ
    .counted = МАЛО ЛЮДЕЙ: { $have } з { $need }
headline-nobodyAnswered = НІХТО НЕ ВІДПОВІВ
headline-canLeaveWith = { $count ->
        [1] МОЖНА ЇХАТИ ОДНІЙ ЛЮДИНІ
        [2] МОЖНА ЇХАТИ ВДВОХ
        [3] МОЖНА ЇХАТИ ВТРЬОХ
        [4] МОЖНА ЇХАТИ ВЧОТИРЬОХ
        [5] МОЖНА ЇХАТИ ВП'ЯТЬОХ
        [6] МОЖНА ЇХАТИ ВШІСТЬОХ
        [one] МОЖНА ЇХАТИ: { $count } ОСОБА
        [few] МОЖНА ЇХАТИ: { $count } ОСОБИ
       *[many] МОЖНА ЇХАТИ: { $count } ОСІБ
    }
headline-leaves = ВИЇЗД { $time }
headline-assembled = ЕКІПАЖ У ДЕПО
headline-waits-airRaid = ВИЇЗД ЧЕКАЄ: ПОВІТРЯНА ТРИВОГА
headline-waits-impact = ВИЇЗД ЧЕКАЄ: ПРИЛІТ?
headline-left = ВИЇХАЛИ { $time }
headline-leftUnconfirmed = ВИЇЗД НЕ ПІДТВЕРДЖЕНО
headline-standDown = ВІДБІЙ ВИЇЗДУ
headline-closed = ЗАВЕРШЕНО
headline-cancelled = СКАСОВАНО

### Стани людей

state-queued = викликаємо
state-sent = викликаємо
state-delivered = доставлено
state-unreachable = без зв'язку
state-withdrawn = відбій виїзду
state-none = викликаємо
state-responding = їде
state-notResponding = не може
state-later = буде пізніше
state-noAnswer = не відповідає
state-stoodDown = відбій виїзду
state-enRoute = у дорозі
state-atStation = у депо
state-departed = виїхали
state-onScene = на пожежі
state-toScene = одразу на пожежу
state-notDriving = не водієм
state-reserve = резерв
state-calling = дзвонимо
state-waking = удома будять
state-absent = немає вдома
state-freed = може лишитися вдома
state-missing = бракує

### Стани події

incident-unconfirmed = не підтверджено
incident-open = збираємо
incident-crewReady = екіпаж є
incident-left = виїхали
incident-standDown = відбій виїзду
incident-closed = завершено
incident-cancelled = скасовано
cancel-false = хибний виклик
cancel-mistake = помилка
cancel-duplicate = дубль

crew-short = збираємо
crew-promised = екіпаж є
crew-assembled = екіпаж у депо
crew-left = виїхали

### Позначки

mark-atStation = у депо
mark-departed = виїхали
mark-onScene = на пожежі
mark-firstWater = перший ствол
mark-localised = локалізовано
mark-out = ліквідовано
mark-handedOver = передано ДСНС
mark-returned = повернулися
mark-ready = машина готова
mark-informed101 = повідомлено 101

### Підрозділи, ролі, машини, готовність, джерела, канали

brigade-volunteer = добровільна пожежна команда
    .short = ДПК
brigade-municipal = місцева пожежна команда
    .short = МПК
brigade-state = державна пожежно-рятувальна частина
    .short = ДПРЧ
brigade-security_centre = Центр безпеки
    .short = ЦБ
role-chief = начальник
role-deputy = заступник
role-coordinator = офіцер-рятувальник громади
role-villageHead = староста
role-dutyOfficer = черговий
vehicle-tanker = автоцистерна
vehicle-module = модуль пожежогасіння
vehicle-trailer = причіп
vehicle-other = інша машина
vehicle-state-ready = готова
vehicle-state-outOfService = не їде
vehicle-reason-noWater = немає води
vehicle-reason-noFuel = немає пального
vehicle-reason-broken = не їде після виїзду
vehicle-state-away = на виїзді
availability-on = чергую
availability-reserve = резерв
availability-lifeOnly = лише загроза життю
availability-off = вихідний
source-okc_101 = служба 101
source-s112 = служба 112
source-duty_officer = черговий
source-chief = начальник
source-resident = заявник
source-sensor = датчик
channel-telegram = Телеграм
channel-sms = СМС
channel-voice = дзвінок
channel-console = консоль

### Чому викликаємо (.detail бере хвилини або номер)

why-nearest = з найближчого підрозділу
    .detail = з найближчого підрозділу, { $minutes } хв дороги
why-crewCritical = без цієї людини екіпаж не виїде
    .detail = без цієї людини екіпаж не виїде, { $minutes } хв дороги
why-reserve = резерв: екіпажу бракує людей
    .detail = резерв: екіпажу бракує людей, { $minutes } хв дороги
why-lifeAtStake = загроза життю
    .detail = загроза життю, { $minutes } хв дороги
why-neighbour = сусідній підрозділ
    .detail = сусідній підрозділ, { $minutes } хв дороги
why-nextWave = наступна черга
    .detail = наступна черга, { $minutes } хв дороги
why-askedByHuman = на прохання начальника або чергового
    .detail = на прохання начальника або чергового, { $minutes } хв дороги
why-rollCall = перевірка зв'язку
    .detail = перевірка зв'язку, { $minutes } хв дороги
why-raisedAlarm = виклик від цієї людини: питаємо, чи їде
    .detail = виклик від цієї людини: питаємо, чи їде, { $minutes } хв дороги
why-calledBack = місце звільнилося: кличемо знову
    .detail = місце звільнилося: кличемо знову, { $minutes } хв дороги

### Чому не викликаємо

passed-off = вихідний
    .detail = вихідний
passed-reserve = у резерві, поки екіпаж є
    .detail = у резерві, поки екіпаж є
passed-lifeOnly = лише за загрози життю
    .detail = лише за загрози життю
passed-tooFar = задалеко
    .detail = задалеко: { $minutes } хв
passed-committed = на іншому виїзді
    .detail = їде на #{ $number }
passed-laterWave = у наступній черзі
    .detail = у наступній черзі
passed-otherBrigadeLater = інший підрозділ, кличемо пізніше
    .detail = інший підрозділ, кличемо пізніше
passed-noChannel = немає чим викликати
    .detail = немає чим викликати
passed-raisedAlarm = виклик від цієї людини: не дзвонимо
    .detail = виклик від цієї людини: не дзвонимо
passed-alreadyAlerted = уже викликаємо
    .detail = уже викликаємо
passed-household = з тієї самої хати вже їдуть
    .detail = з тієї самої хати вже їдуть
passed-awaitsHuman = чекаємо рішення начальника або чергового
    .detail = чекаємо рішення начальника або чергового
passed-optedOut = відмова від СМС
    .detail = відмова від СМС
passed-vehicleAbsent = машини немає
    .detail = машини немає
passed-unavailable = зараз не чергує
    .detail = зараз не чергує
passed-count = { $count ->
        [one] ще { $count } особа: { $reason }
        [few] ще { $count } особи: { $reason }
       *[many] ще { $count } осіб: { $reason }
    }

### Кнопки

button-coming = Їду
button-coming-minutes = Їду · { $minutes } хв
button-minutes = { $minutes } хв
button-minutes-more = { $minutes }+
button-scene = Одразу на пожежу
    .other = Одразу на місце
button-notDriving = Їду, але не водієм
button-later = Буду пізніше
button-cannot = Не можу
button-atStation = Я в депо
button-departed = Виїхали
button-onScene = На пожежі
    .other = На місці
button-tooLate = Не встигаю
button-returned = Повернулися
button-map = Карта
button-open = Відкрити
button-heard = Чую
button-switch = Перейти на #{ $number }
button-stay = Лишаюся
button-stay-first = Лишаємося на #{ $number }
button-split = Ділимося
button-go = Їдемо на #{ $number }
button-confirm = Скликати
button-dismiss = Не скликати
button-more-people = Ще людей
button-crew-complete = Екіпаж є, решті відбій виїзду
button-vehicle-down = Машина не їде
button-change-place = Змінити місце
button-informed101 = Повідомлено 101
button-handed-over = Передано ДСНС
button-take-over = Беру на себе
button-close = Завершити
button-false = Хибний виклик
button-all-at-station = Усі в депо
button-unseat = Зняти з місця
button-vehicle-ready = Машина готова
button-no-water = Немає води
button-no-fuel = Немає пального
button-reach-me = Чи дійде дзвін до мене?
button-report = Повідомити про пожежу
button-people-in-danger = Люди в небезпеці
button-still-burning = Так, горить
button-not-burning = Уже не горить
button-yes = Так
button-no = Ні
button-menu = Меню
button-undo = Скасувати
button-join = Приєднатися до підрозділу
button-join-moved = Змінюю телефон
button-join-finish = Завершити приєднання
button-join-requests = Заявки на приєднання: { $count }
button-join-accept = Прийняти
button-join-refuse = Відхилити
button-join-later = Пізніше
button-next = Далі
button-skip = Пропустити
button-back = Назад
button-remove = Прибрати
button-other-phone = Інший телефон
button-phone-samsung = Samsung
button-phone-xiaomi = Xiaomi
button-phone-motorola = Motorola
button-phone-iphone = iPhone
button-phone-other = Інший
button-phone-button = Кнопковий
button-phone-confirm = Так, це мій новий номер
button-ring-me = Подзвоніть мені
button-ring-again = Подзвоніть ще раз
button-pressed-one = 1 натиснуто, перевірте
button-does-not-ring = Не дзвонить
button-share-place = Поділитися місцем
button-move-mine = Так, це мій новий телефон
button-move-not-mine = Ні, не переносьте
button-mine = Мої дані
button-mine-language = Мова
button-mine-alphabet = Абетка СМС
button-mine-second = Другий номер
button-mine-places = Місця
button-mine-home = Хто вдома розбудить
button-mine-kind = Вид телефону
button-mine-phone = Змінити номер
button-mine-file = Мої дані файлом
button-mine-leave = Вийти
button-lang-uk = Українська
button-lang-en = English
button-abc-cyrillic = Кирилиця
button-abc-latin = Latynka
button-kind-smart = Смартфон
button-kind-button = Кнопковий телефон
button-place-home = Додати дім
button-place-work = Додати роботу
button-place-other = Додати інше місце
button-place-delete = Стерти { $number }: { $kind }
button-hours-always = Завжди
button-hours-work = Будні 08–17
button-hours-late = Будні 09–18
button-hours-nights = Щоночі 20–08
button-hours-weekend = Вихідні
button-hours-own = Свої години
button-send-file = Надіслати файл
button-leave = Так, вийти

### СМС. Значення = з посиланням; .short без зайвих слів; .keys = далі дзвінок ($dial: дзвонимо ми або передзвонює людина); .ring = номери для гудка; .reply = дзвінок лише будить, відповідають на саму СМС.
### Змінні colonPlace / dotPlace / spacePlace несуть розділовий знак разом з місцем або порожні.

sms-unconfirmed = не підтверджено
    .short = не підтв.
sms-people = ЛЮДИ
sms-mines = МІНИ
sms-again = знову
sms-old = (не { $old })
sms-dial-follows = Дзвонимо
sms-dial-back = Передзвоніть
sms-calling = { $form ->
        [listed] Кличемо: { $names }.
       *[one] Кличемо { $names }.
    }
sms-alert = { $head }{ $colonPlace }. Їдете? { $link }
    .short = { $head }{ $colonPlace } { $link }
    .keys = { $head }{ $colonPlace }. { $dial }: 1-їду 0-не можу
    .ring = { $head }{ $spacePlace }. Їду: { $yes } Ні: { $no }
    .reply = { $head }{ $colonPlace }. Надішліть: 1-їду 0-не можу
    .away = { $head }{ $colonPlace }. { $gathers }. { $link }
sms-alert-exercise = НАВЧАННЯ #{ $number } (не горить). Збір: депо. Їдете? { $link }
    .short = НАВЧАННЯ #{ $number } (не горить). Їдете? { $link }
    .keys = НАВЧАННЯ #{ $number } (не горить). Збір: депо. { $dial }: 1-їду 0-не можу
    .ring = НАВЧАННЯ #{ $number } (не горить). Їду: { $yes } Ні: { $no }
    .reply = НАВЧАННЯ #{ $number } (не горить). Збір: депо. Надішліть: 1-їду 0-не можу
sms-alert-test = ПЕРЕВІРКА #{ $number } (не горить). Їхати не треба. Чуєте? { $link }
    .short = ПЕРЕВІРКА #{ $number }. Їхати не треба. Чуєте? { $link }
    .keys = ПЕРЕВІРКА #{ $number } (не горить). { $dial }: натисніть 1
    .ring = ПЕРЕВІРКА #{ $number } (не горить). Чую: { $yes }
    .reply = ПЕРЕВІРКА #{ $number } (не горить). Їхати не треба. Надішліть 1
sms-askRaiser = #{ $number } прийнято, кличемо людей{ $dotPlace }. Самі їдете? { $link }
    .short = #{ $number } прийнято. Самі їдете? { $link }
    .keys = #{ $number } прийнято. Самі їдете? { $dial }: 1-їду 0-не можу
    .ring = #{ $number } прийнято. Їду: { $yes } Ні: { $no }
    .reply = #{ $number } прийнято. Самі їдете? Надішліть: 1-їду 0-не можу
sms-answer-station = #{ $number } прийнято: ЇДЕТЕ, збір у депо{ $dotPlace }
sms-answer-notDriving = #{ $number } прийнято: ЇДЕТЕ не водієм, збір у депо{ $dotPlace }
sms-answer-scene = #{ $number } прийнято: ЇДЕТЕ одразу на місце{ $dotPlace }
sms-answer-waits = #{ $number } прийнято: ЇДЕТЕ на місце, але машина чекає на вас у депо{ $dotPlace }
    .short = #{ $number } МАШИНА ЧЕКАЄ НА ВАС у депо. Прийнято: ЇДЕТЕ на місце
sms-answer-notResponding = #{ $number } прийнято: НЕ МОЖЕТЕ. Дякуємо
sms-answer-later = #{ $number } прийнято: БУДЕТЕ ПІЗНІШЕ{ $dotPlace }
sms-corrected-place = #{ $number } НОВЕ МІСЦЕ{ $colonPlace } { $old }. { $link }
    .short = #{ $number } НОВЕ МІСЦЕ{ $colonPlace }. { $link }
sms-corrected-type = #{ $number } УТОЧНЕНО: { $details }{ $dotPlace }. { $link }
    .short = #{ $number } УТОЧНЕНО: { $details }. { $link }
sms-askAtStation = #{ $number } Вас чекають у депо. Їдете? { $link }
    .keys = #{ $number } Вас чекають у депо. { $dial }: 1-їду 0-не можу
    .reply = #{ $number } Вас чекають у депо. Надішліть: 1-їду 0-не можу
sms-minesFound = #{ $number } МІНИ: { $minesAt }. З доріг не сходити{ $dotPlace }. { $link }
    .short = #{ $number } МІНИ: { $minesAt }. З доріг не сходити. { $link }
sms-wakeHousehold = #{ $number } Розбудіть: { $name }
sms-householdFreed = #{ $number } { $name } їде, вам можна лишитися. Їдете теж? { $link }
    .keys = #{ $number } { $name } їде, вам можна лишитися. Їдете теж? Передзвоніть нам
sms-askReady = #{ $number } Машина готова? { $link }
    .keys = #{ $number } Машина готова? Скажіть начальнику, якщо не подзвонимо
sms-seatOpened-noShow = #{ $number } Ваше місце віддали іншим. Їдете? Дайте знати: { $link }
    .keys = #{ $number } Ваше місце віддали іншим. Їдете? Передзвоніть нам
    .reply = #{ $number } Ваше місце віддали іншим. Їдете? Надішліть 1
sms-seatOpened-chief = #{ $number } Начальник зняв вас з місця в екіпажі. { $link }
    .keys = #{ $number } Начальник зняв вас з місця в екіпажі
sms-sameFire-station = #{ $reported } тепер #{ $number }, та сама подія{ $dotPlace }. Ви їдете, збір у депо. { $link }
    .short = #{ $reported } тепер #{ $number }, та сама подія. Ви їдете. { $link }
sms-sameFire-scene = #{ $reported } тепер #{ $number }, та сама подія{ $dotPlace }. Ви їдете на місце. { $link }
    .short = #{ $reported } тепер #{ $number }, та сама подія. Ви їдете. { $link }
sms-sameFire-later = #{ $reported } тепер #{ $number }, та сама подія{ $dotPlace }. Ви будете пізніше. { $link }
    .short = #{ $reported } тепер #{ $number }, та сама подія. Будете пізніше. { $link }
sms-sameFire-reserve = #{ $reported } тепер #{ $number }, та сама подія. Ви в резерві. { $link }
sms-reserve = #{ $number } РЕЗЕРВ: екіпаж є, будьте на зв'язку до виїзду
sms-standDown-left = ВІДБІЙ ВИЇЗДУ #{ $number }: екіпаж виїхав. Дякуємо, відпочивайте
sms-standDown-stoodDown = ВІДБІЙ ВИЇЗДУ #{ $number }: їхати не треба. Дякуємо, відпочивайте
sms-standDown-closed = ВІДБІЙ ВИЇЗДУ #{ $number }: завершено. Дякуємо, відпочивайте
sms-falseAlarm = ХИБНИЙ ВИКЛИК #{ $number }. Їхати не треба. Дякуємо
sms-askSwitch = Ви їдете на #{ $from }. Перейти на #{ $number }{ $colonPlace }? { $link }
    .short = Ви їдете на #{ $from }. Перейти на #{ $number }? { $link }
    .keys = Ви їдете на #{ $from }. Перейти на #{ $number }? { $dial }: 1-так 0-ні
sms-askWhich = Яка подія? { $list }. Надішліть номер
sms-askWhich-one = { $number } { $place }
sms-freedForActual = #{ $number } СПРАВЖНЯ ПОДІЯ{ $colonPlace }. Навчання #{ $from } для вас скінчилося. { $link }
    .short = #{ $number } СПРАВЖНЯ ПОДІЯ, з навчання #{ $from } вас знято. { $link }
sms-fromChief = #{ $number } Начальник: { $text } { $link }
sms-askConfirm = Горить? #{ $number }{ $spacePlace }. Скликати: { $link }
    .keys = Горить? #{ $number }{ $spacePlace }. { $dial }: 1-скликати 0-ні
sms-askConfirm-impact = Приліт? #{ $number }{ $spacePlace }. Скликати: { $link }
    .keys = Приліт? #{ $number }{ $spacePlace }. { $dial }: 1-скликати 0-ні
sms-askConfirm-like = Це вже #{ $like }? #{ $number }{ $spacePlace }. Інша, скликати: { $link }
    .short = Це #{ $like }? #{ $number }{ $spacePlace }. Інша: { $link }
    .keys = Це вже #{ $like }? #{ $number }{ $spacePlace }. { $dial }: 1-скликати 0-ні
sms-incidentOpened = #{ $number } { $details }{ $colonPlace }. Викликано { $count }. { $link }
    .short = #{ $number }{ $colonPlace }. Викликано { $count }. { $link }
sms-verdictLeaves = #{ $number } ВИЇЗД { $time }, { $going }, водій є. { $tell101 } { $link }
    .short = #{ $number } ВИЇЗД { $time }, { $going }, водій є. { $link }
sms-verdictNotGathering = #{ $number } { $shortages }, { $going }. { $calling } { $tell101 } { $link }
    .short = #{ $number } { $shortage }, { $going }. { $calling } { $link }
sms-humanNeeded = #{ $number } { $shortages }, { $going }. Взяти на себе: { $link }
    .short = #{ $number } { $shortage }, { $going }. Взяти на себе: { $link }
    .keys = #{ $number } { $shortage }, { $going }. { $dial }: 1-беру на себе
sms-nobodyReached = #{ $number } НЕ ДІЙШЛО НІ ДО КОГО{ $colonPlace }. Дзвоніть людям. Взяти на себе: { $link }
    .short = #{ $number } НЕ ДІЙШЛО НІ ДО КОГО. Дзвоніть людям: { $link }
    .keys = #{ $number } НЕ ДІЙШЛО НІ ДО КОГО. { $dial }: 1-беру на себе
sms-askDeparted = #{ $number } Виїхали? Позначте: { $link }
    .keys = #{ $number } Виїхали? { $dial }: 1-виїхали
sms-askClose = #{ $number } Завершити? { $link }
    .keys = #{ $number } Завершити? { $dial }: 1-завершити
sms-askSecondFire = #{ $number } { $details }{ $colonPlace }. Ви на #{ $first }: лишитись, ділитись, їхати? { $link }
    .short = #{ $number }{ $colonPlace }. Ви на #{ $first }: як далі? { $link }
    .keys = #{ $number }{ $colonPlace }. { $dial }: 1-лишитись 2-ділитись 3-їхати
sms-vehicleDown = #{ $number } МАШИНА НЕ ЇДЕ. { $calling } { $link }
sms-cancelProposed = #{ $number } Начальник пропонує скасувати{ $dotPlace }. Вирішуєте ви. { $link }
    .short = #{ $number } Начальник пропонує скасувати. Вирішуєте ви. { $link }
sms-unreachable-optedOut = #{ $number } { $name }: відмова від СМС, виклик не дійде. Подзвоніть
sms-unreachable-blocked = #{ $number } { $name }: бот заблоковано, виклик не дійде. Подзвоніть
sms-unreachable-noChannel = #{ $number } { $name }: немає чим викликати. Подзвоніть
sms-unreachable-refused = #{ $number } { $name }: оператор не приймає виклику. Подзвоніть
sms-opted-out = { $name }: відмова від СМС. Телеграм і дзвінки працюють. Дізнайтеся чому
sms-phone-code = { $code } код Дзвону для цього номера. Напишіть його в чат
sms-phone-moved = Ваш номер у Дзвоні змінено. Це не ви? Скажіть начальнику
sms-seatGivenUp = #{ $number } { $name } не встигає, місце звільнилося. { $link }
sms-noteReceived = #{ $number } { $name } пише: { $text } { $link }
sms-ring-which = Подій кілька. Подзвоніть на номер Дзвону й дайте відповідь про кожну

### Дзвінок. Значення = перше речення (до шести секунд); .prompt = що робити далі

voice-language = uk-UA
voice-name = Google.uk-UA-Wavenet-A
voice-alert = { $word }! { $place }.
    .people = { $word }! Люди в небезпеці! { $place }.
    .unconfirmed = { $word }, не підтверджено! { $place }.
    .unconfirmedPeople = { $word }, не підтверджено! Люди в небезпеці! { $place }.
    .prompt = Їдете — натисніть один. Не можете — нуль.
voice-alert-exercise = Навчання, не горить. Подія { $number }.
    .prompt = Їдете в депо — натисніть один. Не можете — нуль.
voice-alert-test = Перевірка зв'язку, не горить. Їхати не треба.
    .prompt = Чуєте нас — натисніть один.
voice-calledBack = { $word }! Ви знову потрібні. { $place }.
    .prompt = Їдете — натисніть один. Не можете — нуль.
voice-askRaiser = Прийнято, кличемо людей. { $place }.
    .prompt = Самі їдете — натисніть один. Ні — нуль.
voice-answer-station = Прийнято: їдете. Збір у депо.
    .prompt = { $place }.
voice-answer-notDriving = Прийнято: їдете не водієм. Збір у депо.
    .prompt = { $place }.
voice-answer-scene = Прийнято: їдете одразу на місце.
    .prompt = { $place }.
voice-answer-waits = Машина чекає на вас у депо!
    .prompt = Прийнято: їдете на місце. { $place }.
voice-answer-notResponding = Прийнято: не можете.
    .prompt = Дякуємо.
voice-answer-later = Прийнято: будете пізніше.
    .prompt = { $place }.
voice-corrected-place = Нове місце! { $place }.
    .prompt = Подія { $number }. Їдьте за новою адресою.
voice-corrected-type = Уточнення! { $place }.
    .prompt = Подія { $number }: { $details }.
voice-askAtStation = Вас чекають у депо. Їдете?
    .prompt = Їдете — натисніть один. Не можете — нуль. Уже в депо — три.
voice-minesFound = Обережно, міни! { $place }.
    .prompt = Подія { $number }.
voice-wakeHousehold = { $word }! Розбудіть людину: { $name }.
    .prompt = Ми не додзвонилися. Уже встає — натисніть один. Немає вдома — нуль.
voice-householdFreed = { $name } їде, вам можна лишитися.
    .prompt = Якщо їдете теж — натисніть один. Ні — нуль.
voice-askReady = Машина готова? Подія { $number }.
    .prompt = Готова — натисніть один. Немає води — два. Немає пального — три. Не їде — нуль.
voice-seatOpened-noShow = Ваше місце в екіпажі віддали іншим.
    .prompt = Якщо їдете — натисніть один. Не можете — нуль.
voice-seatOpened-chief = Начальник зняв вас з місця в екіпажі.
    .prompt = Подія { $number }.
voice-sameFire-station = Це та сама подія. { $place }.
    .prompt = Подія { $reported } тепер має номер { $number }. Ви їдете, збір у депо.
voice-sameFire-scene = Це та сама подія. { $place }.
    .prompt = Подія { $reported } тепер має номер { $number }. Ви їдете на місце.
voice-sameFire-later = Це та сама подія. { $place }.
    .prompt = Подія { $reported } тепер має номер { $number }. Ви будете пізніше.
voice-sameFire-reserve = Це та сама подія. { $place }.
    .prompt = Подія { $reported } тепер має номер { $number }. Ви в резерві.
voice-reserve = Ви в резерві: екіпаж є.
    .prompt = Будьте на зв'язку до виїзду машини.
voice-standDown-left = Відбій виїзду. Екіпаж виїхав.
    .prompt = Їхати не треба. Дякуємо, відпочивайте.
voice-standDown-stoodDown = Відбій виїзду. Їхати не треба.
    .prompt = Дякуємо, відпочивайте.
voice-standDown-closed = Відбій виїзду. Подію завершено.
    .prompt = Їхати не треба. Дякуємо, відпочивайте.
voice-falseAlarm = Хибний виклик. Їхати не треба.
    .prompt = Дякуємо.
voice-askSwitch = Є інша подія. { $place }.
    .prompt = Ви їдете на подію { $from }. Перейти на подію { $number } — натисніть один. Лишитися — нуль.
voice-askWhich = Відкрито кілька подій.
    .prompt = Ми не зрозуміли, куди ви їдете. { $list }. Відповідайте на дзвінок про кожну подію окремо.
voice-askWhich-one = Подія { $number }: { $place }
voice-freedForActual = Справжня подія. Навчання для вас скінчилося.
    .prompt = { $place }. Зараз вам подзвонять ще раз.
voice-fromChief = Повідомлення начальника. Подія { $number }.
    .prompt = { $text }.
voice-askConfirm = Горить? { $place }.
    .prompt = Скликати людей — натисніть один. Не скликати — нуль.
voice-askConfirm-impact = Приліт? { $place }.
    .prompt = Скликати людей — натисніть один. Не скликати — нуль.
voice-askConfirm-like = Схоже на подію { $like }. { $place }.
    .prompt = Якщо це інша подія, скликати людей — натисніть один. Не скликати — нуль.
voice-incidentOpened = Нова подія. { $place }.
    .prompt = Подія { $number }: { $details }. Викликаємо людей: { $count }.
voice-verdictLeaves = Виїзд о { $time }, { $going }, водій є.
    .prompt = Подія { $number }. { $place }.
voice-verdictNotGathering = Екіпаж не збирається. Бракує { $list }.
    .prompt = Подія { $number }, { $going }. { $calling }
voice-humanNeeded = Екіпажу немає, візьміть на себе. { $place }.
    .prompt = Бракує { $list }, { $going }. Берете на себе — натисніть один.
voice-nobodyReached = Не дійшло ні до кого! { $place }.
    .prompt = Дзвоніть людям самі. Берете на себе — натисніть один.
voice-askDeparted = Виїхали? Подія { $number }.
    .prompt = Виїхали — натисніть один. Ще ні — нуль.
voice-askClose = Завершити подію { $number }?
    .prompt = Завершити — натисніть один. Ще ні — нуль.
voice-askSecondFire = Друга подія, вільної машини немає. { $place }.
    .prompt = Лишаєтеся на першій — натисніть один. Ділитеся — два. Їдете на другу — три.
voice-vehicleDown = Машина не їде. Подія { $number }.
    .prompt = { $calling }
voice-cancelProposed = Начальник пропонує скасувати подію { $number }.
    .prompt = Скасувати можете лише ви, на сторінці події.
voice-unreachable = Не можемо викликати: { $name }.
    .prompt = Подія { $number }. Подзвоніть цій людині самі.
voice-seatGivenUp = Не встигає: { $name }. Місце звільнилося.
    .prompt = Подія { $number }. { $place }.
voice-noteReceived = Записка від учасника: { $name }.
    .prompt = { $text }.
voice-people = люди в небезпеці
voice-mines = Міни за { $metres } метрів від місця. З доріг не сходити.
    .inside = Місце заміноване. З доріг не сходити.
    .first = Обережно, міни!
voice-unconfirmed = не підтверджено
voice-noPlace = Місце уточнюємо
voice-calling = Кличемо: { $names }.
voice-repeat = Повторюємо.
voice-said-y = Прийнято: їдете. Збір у депо.
voice-said-no = Прийнято: не можете. Дякуємо.
voice-said-later = Прийнято: будете пізніше.
voice-said-heard = Дякуємо, вас чути.
voice-said-atst = Прийнято: ви в депо.
voice-said-switch = Прийнято: переходите на подію { $number }.
voice-said-stay = Прийнято: лишаєтеся.
voice-said-split = Прийнято: ділитеся.
voice-said-go = Прийнято: їдете на подію { $number }.
voice-said-confirm = Прийнято: скликаємо людей.
voice-said-dismiss = Прийнято: не скликаємо.
voice-said-takeover = Прийнято: подія за вами. Стежте за сторінкою.
voice-said-dep = Прийнято: виїхали.
voice-said-waking = Дякуємо, чекаємо.
voice-said-absent = Дякуємо, кличемо інших.
voice-said-ready = Прийнято: машина готова.
voice-said-nowater = Прийнято: машина без води.
voice-said-nofuel = Прийнято: машина без пального.
voice-said-broken = Прийнято: машина не їде.
voice-said-close = Прийнято: подію завершено.
voice-said-wait = Добре, запитаємо ще раз пізніше.
voice-said-unknown = Не зрозуміли клавішу.
voice-said-kept = Вашу відповідь записали. Начальник побачить її трохи згодом.
voice-said-again = Не змогли записати. Передзвоніть нам за хвилину.
voice-goodbye = Відповіді не почули. Ви ще можете передзвонити.
voice-goodbye-informed = До зв'язку.
voice-you-coming = Ви їдете. Збір у депо.
voice-you-scene = Ви їдете одразу на місце.
voice-you-atStation = Ви в депо.
voice-you-departed = Ви виїхали.
voice-you-onScene = Ви на місці.
voice-key-atst = Уже в депо — натисніть три.
voice-key-dep = Виїхали — чотири.
voice-key-scn = На місці — п'ять.
voice-key-no = Не можете — нуль.
voice-said-scn = Прийнято: ви на місці.
voice-not-written = Записати не вдалося. Подзвоніть ще раз трохи згодом.
voice-shift = Зараз подій немає. { $state }
    .prompt = Чергуєте — натисніть один. Вас не буде до ранку — два. Не буде тиждень — три. Чи дійде до вас дзвін — дев'ять.
voice-shift-set = Прийнято. { $state }
voice-shift-on = Ви чергуєте.
    .until = Ви чергуєте до { $until }.
voice-shift-reserve = Ви в резерві.
    .until = Ви в резерві до { $until }.
voice-shift-lifeOnly = Вас кличемо, лише коли в небезпеці люди.
    .until = До { $until } вас кличемо, лише коли в небезпеці люди.
voice-shift-off = Вас не кличемо.
    .until = Вас не кличемо до { $until }.
voice-reach = Дзвін до вас дійде: { $list }.
voice-reach-voice = дзвінком
voice-reach-sms = через СМС
voice-reach-telegram = у Телеграм
voice-reach-none = Дзвін до вас не дійде. Скажіть начальнику.
voice-reach-tested = Пробний дзвінок ви вже чули.
voice-reach-untested = Пробного дзвінка ви ще не чули.
voice-testRing = Це перевірка, не горить. Так дзвонитиме Дзвін.
    .prompt = Чуєте — натисніть один.
voice-testRing-heard = Дякуємо. Дзвін вас розбудить.
voice-chief-hint = Начальнику: наберіть ПІН і решітку.
voice-pin-wrong = ПІН не той. Наберіть ПІН і решітку.
voice-pin-closed = Забагато невдалих спроб. З цього номера ПІН не діє годину. Горить — телефонуйте 101.
voice-chief = Горить хата — натисніть один. Трава — два. Авто — три. Інше — чотири.
voice-chief-doubt = Є непідтверджене повідомлення — п'ять.
voice-chief-raised = Прийнято, кличемо людей. Скажіть місце після сигналу.
voice-chief-heard = Місце записали.
voice-chief-silent = Місця не почули. Людей уже кличемо.
voice-chief-failed = Людей не покликано! Натисніть ту саму клавішу ще раз або телефонуйте 101.

### Числа для голосу: номери будинків

spoken-1 = один
spoken-2 = два
spoken-3 = три
spoken-4 = чотири
spoken-5 = п'ять
spoken-6 = шість
spoken-7 = сім
spoken-8 = вісім
spoken-9 = дев'ять
spoken-10 = десять
spoken-11 = одинадцять
spoken-12 = дванадцять
spoken-13 = тринадцять
spoken-14 = чотирнадцять
spoken-15 = п'ятнадцять
spoken-16 = шістнадцять
spoken-17 = сімнадцять
spoken-18 = вісімнадцять
spoken-19 = дев'ятнадцять
spoken-20 = двадцять
spoken-30 = тридцять
spoken-40 = сорок
spoken-50 = п'ятдесят
spoken-60 = шістдесят
spoken-70 = сімдесят
spoken-80 = вісімдесят
spoken-90 = дев'яносто
spoken-100 = сто
spoken-200 = двісті
spoken-300 = триста
spoken-400 = чотириста
spoken-500 = п'ятсот
spoken-600 = шістсот
spoken-700 = сімсот
spoken-800 = вісімсот
spoken-900 = дев'ятсот

### Картка й повідомлення в Телеграмі

card-accuracy = (точність { $metres } м)
card-from-station = { $distance } від депо
card-place-unknown = місце уточнюємо
card-people = Можливо, люди всередині
    .other = Можливо, люди в небезпеці
card-water = { $name }, { $distance }
card-water-minutes = { $name }, { $distance }, набрати { $minutes } хв
card-airRaid-none = Повітряної тривоги немає
card-airRaid-yellow = Повітряна тривога: жовтий рівень
card-airRaid-red = ПОВІТРЯНА ТРИВОГА: без слова начальника чи старшого не виїжджати
card-airRaid-unknown = Стан повітряної тривоги невідомий: будьте обережні
card-note = «{ $note }»
card-waking = удома будять: { $names }
card-not-burning = не горить
card-only-answer = Їхати не треба. Натисніть кнопку, щоб ми знали, що виклик дійшов.
card-gather-station = Збір у депо
card-key = Ключ: { $name }
card-person = { $name } ({ $labels })
card-calling = дзвонимо: { $names }
card-voice = голос начальника { $length }
card-more = ще { $count }
card-ask = Їдете?
card-you-responding = Ви їдете в депо
card-you-responding-time = Ви їдете, у депо о { $time }
card-you-scene = Ви їдете одразу на місце
card-you-scene-time = Ви їдете одразу на місце, там о { $time }
card-you-notDriving = не водієм
card-you-notResponding = Ви не можете. Дякуємо за відповідь
card-you-later = Ви будете пізніше
card-you-atStation = Ви в депо
card-you-departed = Виїхали
card-you-onScene = Ви на місці
card-you-freed = { $name } їде, вам можна лишитися. Їдете теж?
card-you-reserve = РЕЗЕРВ: екіпаж є, будьте на зв'язку до виїзду
card-you-standDown = ВІДБІЙ ВИЇЗДУ. Їхати не треба. Дякуємо, відпочивайте
card-you-seatOpened = Ваше місце віддали іншим. Якщо їдете, натисніть, за скільки будете
card-ended-closed = Подію завершено. Дякуємо
card-ended-cancelled = Хибний виклик. Їхати не треба. Дякуємо
card-ended-standDown = Відбій виїзду для всіх. Дякуємо, відпочивайте

telegram-askRaiser = Прийнято, кличемо людей. Самі їдете?
telegram-answer-station = Прийнято: їдете, збір у депо
telegram-answer-station-time = Прийнято: їдете, у депо о { $time }
telegram-answer-notDriving = Прийнято: їдете не водієм, збір у депо
telegram-answer-scene = Прийнято: їдете одразу на місце
telegram-answer-waits = Прийнято: їдете на місце. Але машина чекає на вас у депо
telegram-answer-notResponding = Прийнято: не можете. Дякуємо
telegram-answer-later = Прийнято: будете пізніше
telegram-corrected-place = НОВЕ МІСЦЕ
telegram-corrected-old = Було: { $old }
telegram-corrected-type = УТОЧНЕНО: { $details }
telegram-askAtStation = Вас чекають у депо. Їдете?
telegram-minesFound = БІЛЯ МІСЦЯ ПОДІЇ МІНИ
telegram-wakeHousehold = Розбудіть: { $name }
telegram-householdFreed = { $name } їде, вам можна лишитися
telegram-askReady = Машина готова?
telegram-seatGivenUp = { $name } не встигає, місце звільнилося
telegram-seatOpened-noShow = Ваше місце віддали іншим. Якщо їдете, дайте знати
telegram-seatOpened-chief = Начальник зняв вас з місця в екіпажі
telegram-sameFire-station = Це та сама подія, що #{ $reported }. Ви їдете, збір у депо
telegram-sameFire-scene = Це та сама подія, що #{ $reported }. Ви їдете на місце
telegram-sameFire-later = Це та сама подія, що #{ $reported }. Ви будете пізніше
telegram-sameFire-reserve = Це та сама подія, що #{ $reported }. Ви в резерві, будьте на зв'язку
telegram-reserve = РЕЗЕРВ: екіпаж є, будьте на зв'язку до виїзду
telegram-calledBack = Ви знову потрібні
telegram-standDown-left = ВІДБІЙ ВИЇЗДУ: екіпаж виїхав. Дякуємо, відпочивайте
telegram-standDown-stoodDown = ВІДБІЙ ВИЇЗДУ: їхати не треба. Дякуємо, відпочивайте
telegram-standDown-closed = ВІДБІЙ ВИЇЗДУ: подію завершено. Дякуємо, відпочивайте
telegram-falseAlarm = ХИБНИЙ ВИКЛИК. Їхати не треба. Дякуємо
telegram-askSwitch = Ви їдете на #{ $from }. Перейти на #{ $number }?
telegram-askWhich = Яка подія? Надішліть її номер
telegram-askWhich-one = #{ $number } · { $place }
telegram-freedForActual = СПРАВЖНЯ ПОДІЯ. Навчання #{ $from } для вас скінчилося
telegram-fromChief = Начальник: { $text }
telegram-askConfirm = Горить? Скликати людей?
telegram-askConfirm-impact = Приліт? Скликати людей?
telegram-askConfirm-like = Схоже, це вже #{ $like }. Якщо подія інша, скличте людей
telegram-incidentOpened = Викликаємо людей: { $count }
telegram-verdictLeaves = ВИЇЗД { $time }, { $going }, водій є
telegram-verdictNotGathering = { $shortages }, { $going }. { $calling }
telegram-humanNeeded = { $shortages }, { $going }. Потрібна людина, яка візьме подію на себе
telegram-nobodyReached = НЕ ДІЙШЛО НІ ДО КОГО. Дзвоніть людям самі. Потрібна людина, яка візьме подію на себе
telegram-askDeparted = Виїхали?
telegram-askClose = Завершити подію?
telegram-askSecondFire = Друга подія, вільної машини немає. Ви на #{ $first }: лишитися, розділитися чи їхати?
telegram-vehicleDown = МАШИНА НЕ ЇДЕ. { $calling }
telegram-cancelProposed = Начальник пропонує скасувати подію. Скасувати можете лише ви
telegram-unreachable-optedOut = { $name }: відмова від СМС, виклик не дійде. Подзвоніть
telegram-unreachable-blocked = { $name }: бот заблоковано, виклик не дійде. Подзвоніть
telegram-unreachable-noChannel = { $name }: немає чим викликати. Подзвоніть
telegram-unreachable-refused = { $name }: оператор не приймає виклику. Подзвоніть
telegram-opted-out = { $name }: відмова від СМС. Телеграм і дзвінки працюють. Дізнайтеся чому
telegram-noteReceived = { $name } пише: { $text }
telegram-chiefs-voice = #{ $number }: начальник про місце
plain-shortened = (скорочено)
plain-empty = Нове повідомлення про подію, але його текст не передався. Подзвоніть начальнику

### Стан зв'язку (смуга вгорі)

degraded-out-telegram = Телеграм не працює
degraded-out-sms = СМС не працюють
degraded-out-voice = Дзвінки не працюють
degraded-out-telegram-sms = Телеграм і СМС не працюють
degraded-out-telegram-voice = Телеграм і дзвінки не працюють
degraded-out-sms-voice = СМС і дзвінки не працюють
degraded-out-telegram-sms-voice = Телеграм, СМС і дзвінки не працюють
degraded-by-telegram = пишемо в Телеграм
degraded-by-sms = надсилаємо СМС
degraded-by-voice = дзвонимо
degraded-by-telegram-sms = пишемо в Телеграм і надсилаємо СМС
degraded-by-telegram-voice = дзвонимо й пишемо в Телеграм
degraded-by-sms-voice = дзвонимо й надсилаємо СМС
degraded-by-nothing = виклики не доходять, дзвоніть людям самі
degraded-console = Лише консоль: жоден телефон не задзвонить
degraded-store = База даних не відповідає: відповіді людей записуємо окремо, тут їх видно із запізненням
degraded-clock = Годинник сервера випереджає справжній час
degraded-noHuman = Подію ніхто не взяв на себе
degraded-nobodyReached = Жодного виклику ще не доставлено
degraded-budget = Витрачено { $spent }, це більше за місячний бюджет: виклики йдуть далі

### Спільне для сторінок

page-name = Дзвін
page-do-not-wait = Висилайте підрозділ за розкладом, не чекайте на нас
page-stale = оновлено { $seconds } с тому
page-stale-lost = Немає зв'язку. Показуємо те, що знали { $seconds } с тому
page-exercise = НАВЧАННЯ: не горить
page-test = ПЕРЕВІРКА ЗВ'ЯЗКУ: не горить
page-unconfirmed = не підтверджено
page-people-in-danger = Можливо, люди в небезпеці
page-call-101 = Подзвонити 101
page-refresh = Оновити
page-place-unknown = місце уточнюємо
page-undo = Скасувати можна ще { $seconds } с

### Сторінка відповіді /a

page-answer-title = #{ $number } { $type }
page-answer-question = Їдете?
page-answer-coming = Їду
page-answer-cannot = Не можу
page-answer-later = Буду пізніше
page-answer-minutes = За скільки будете?
page-answer-minutes-ours = за нашою оцінкою дороги
page-answer-minutes-option = { $minutes } хв
page-answer-to = Куди їдете?
page-answer-to-station = У депо
page-answer-to-scene = Одразу на місце
page-answer-notDriving = Їду, але не водієм
page-answer-note = Записка начальнику
page-answer-send = Надіслати
page-answer-more = Час, куди, записка
page-answer-change = Змінити відповідь
page-answer-got = Прийнято
page-answer-got-responding = Прийнято: їдете, збір у депо
page-answer-got-responding-time = Прийнято: їдете, у депо о { $time }
page-answer-got-scene = Прийнято: їдете одразу на місце
page-answer-got-scene-time = Прийнято: їдете одразу на місце, там о { $time }
page-answer-got-notDriving = не водієм
page-answer-got-notResponding = Прийнято: не можете. Дякуємо
page-answer-got-later = Прийнято: будете пізніше
page-answer-got-note = Записку передали начальнику
page-answer-got-heard = Дякуємо, виклик дійшов
page-answer-waits = Машина чекає на вас у депо
page-answer-where = Де ви зараз?
page-answer-mark-atStation = Я в депо
page-answer-mark-departed = Виїхали
page-answer-mark-onScene = На місці
page-answer-marked = Записано: { $mark }
page-answer-tooLate = Не встигаю
page-answer-map = Карта
page-answer-map-back = Назад до виклику
page-answer-map-none = Точки на карті ще немає, лише слова вище
page-answer-map-geo = Відкрити в карті телефону
page-answer-map-way = { $distance } від депо, { $direction } ({ $degrees }°)
page-answer-to-station-short = Депо
compass-0 = на північ
compass-1 = на північний схід
compass-2 = на схід
compass-3 = на південний схід
compass-4 = на південь
compass-5 = на південний захід
compass-6 = на захід
compass-7 = на північний захід
page-answer-switch = Ви їдете на #{ $from }. Перейти на #{ $number }?
page-answer-switch-yes = Перейти на #{ $number }
page-answer-switch-no = Лишаюся на #{ $from }
page-answer-reserve = РЕЗЕРВ: екіпаж є, будьте на зв'язку до виїзду
page-answer-standDown = ВІДБІЙ ВИЇЗДУ. Їхати не треба. Дякуємо, відпочивайте
page-answer-seatOpened = Ваше місце віддали іншим. Якщо їдете, дайте знати
page-answer-closed = Подію завершено. Дякуємо
page-answer-cancelled = ХИБНИЙ ВИКЛИК. Їхати не треба. Дякуємо
page-answer-crew = Хто їде
page-answer-by-nothing = виклики не доходять, відповідайте тут
page-answer-degraded-store = Відповіді записуємо із запізненням, жодна не пропаде
page-answer-degraded-clock = Час на цій сторінці може поспішати
page-answer-degraded-console = Телефони зараз не дзвонять: сервіс лише пробують
page-answer-kept = Записали вашу відповідь
page-answer-kept-responding = Записали: їдете
page-answer-kept-notResponding = Записали: не можете
page-answer-kept-later = Записали: будете пізніше
page-answer-kept-mark = Записали: { $mark }
page-answer-kept-note = Записали вашу записку
page-answer-kept-when = Начальник ще не бачить цього: побачить, щойно сервіс відновиться. Повторювати не треба, ця сторінка оновиться сама. Якщо терміново, подзвоніть йому.
page-answer-unread = Зараз не можемо показати подію. Їдете?
    .help = Місце є в СМС, або його скажуть у дзвінку. Відповідь запишемо.
page-answer-unwritten = Натисніть ще раз за кілька секунд. Якщо знову не вийде, відповідайте клавішею, коли подзвонимо, або подзвоніть начальнику.
page-answer-again = Надіслати ще раз

### Жива сторінка події /i

page-live-title = #{ $number } { $type }
page-live-reported = повідомлено { $time }
page-live-seats = Місця в машині
page-live-seat-free = вільне
page-live-people = Люди
page-live-passed = Кого не викликаємо
page-live-timeline = Перебіг
page-live-actions = Дії
page-live-crew = Екіпаж: { $vehicle }
page-live-chance = Імовірність зібрати екіпаж { $percent } %
page-live-eta = о { $time }
page-live-second-call = дзвонимо вдруге
page-live-in-charge = Подію веде: { $name }
page-live-nobody-in-charge = Подію ще ніхто не взяв на себе
page-live-reached = Виклик дійшов: { $count } з { $total }
page-live-confirm = Скликати
page-live-dismiss = Не скликати
page-live-alert-next = Ще людей
page-live-stand-down = Екіпаж є, решті відбій виїзду
page-live-vehicle-down = Машина не їде
page-live-correct = Змінити місце
page-live-correct-place = Місце
page-live-correct-type = Що сталося
page-live-correct-people = Люди в небезпеці
page-live-correct-save = Зберегти
page-live-informed101 = Повідомлено 101
page-live-handed-over = Передано ДСНС
page-live-take-over = Беру на себе
page-live-close = Завершити
page-live-cancel = Хибний виклик
page-live-unseat = Зняти з місця
page-live-answer-for = Відповісти за людину
page-live-answer-for-who = Хто
page-live-impact = Приліт?
page-live-impact-yes = Так, приліт: виїзд чекає
page-live-impact-no = Ні, можна їхати
page-live-mark = Позначити
page-live-done = Готово
page-live-second-report = Схоже на #{ $number }: та сама подія?
page-live-waiting-human = Чекаємо вашого рішення
page-live-false-by-desk = Подію служби 101 або 112 скасовує лише її черговий. Ваше слово передали

### Перебіг події

timeline-reported = Повідомлення: { $source }
timeline-confirmed = Підтверджено
timeline-dismissed = Не скликаємо
timeline-alerted = Викликано людей: { $count }
timeline-wave = Черга { $wave }
timeline-answered = { $name }: { $answer }
timeline-failed = { $name }: не вдалося викликати
timeline-promised = Екіпаж є, виїзд { $time }
timeline-short = Екіпажу знову бракує людей
timeline-assembled = Екіпаж у депо
timeline-left = Виїхали
timeline-seat-opened = { $name }: місце звільнилося
timeline-stood-down = Відбій виїзду
timeline-stood-down-one = { $name }: відбій виїзду
timeline-verdict-leaves = Підсумок двох хвилин: виїзд { $time }
timeline-verdict-not = Підсумок двох хвилин: не збирається
timeline-taken-over = Подію веде { $name }
timeline-corrected = Змінено місце або тип
timeline-vehicle-down = Машина не їде
timeline-mark = { $mark }
timeline-closed = Завершено
timeline-cancelled = Скасовано: { $reason }
timeline-reopened = Відкрито знову
timeline-informed101 = Повідомлено 101

### Табло чергового, стіна

page-desk-title = Черговий
page-desk-links = Зв'язок
page-desk-link-up = працює
page-desk-link-down = не працює
page-desk-quiet = Подій немає
page-desk-reached = дійшло до { $count }
page-desk-reached-nobody = НЕ ДІЙШЛО НІ ДО КОГО
page-wall-title = Депо
page-wall-quiet = Тихо
page-wall-ready = Готовність

### Вхід (/sign-in, /account), пульт чергового (/desk)

# Код стоїть першим: його видно в сповіщенні. $link лише в Телеграмі.
sign-in-code = { $code }: код для входу в Дзвін. Нікому його не кажіть, ніхто його у вас не питає. Або увійдіть одним дотиком: { $link }
    .sms = { $code } код входу в Дзвін. Ніхто його не питає, нікому не кажіть
    .spoken = Код для входу в Дзвін: { $code }. Нікому його не кажіть.
sign-in-title = Вхід
sign-in-phone = Ваш номер телефону
sign-in-phone-help = Надішлемо одноразовий код у Телеграм, а якщо його немає, то через СМС.
sign-in-phone-unreadable = Це не схоже на номер телефону. Наприклад: 067 123 45 67
sign-in-send = Надіслати код
sign-in-now = Ви увійшли: { $name }
sign-in-to-account = Мій запис
sign-in-passkey = Увійти ключем доступу
sign-in-passkey-failed = Не вдалося увійти ключем. Спробуйте ще раз або увійдіть кодом.
sign-in-code-title = Введіть код
sign-in-code-help = Якщо цей номер є у списку, код уже в дорозі. Він діє десять хвилин і лише в цьому браузері.
sign-in-code-label = Шість цифр
sign-in-code-wrong = Код не підійшов або вже не діє
sign-in-enter = Увійти
sign-in-again = Код не прийшов?
sign-in-again-sms = Надіслати СМС
sign-in-again-voice = Подзвоніть мені
sign-in-other-phone = Інший номер
sign-in-link-title = Увійти як { $name }?
sign-in-link-dead = Посилання вже не діє
    .help = Воно діє десять хвилин і лише один раз. Попросіть новий код.
sign-in-too-many = Забагато спроб
    .help = Зачекайте десять хвилин і спробуйте ще раз.
sign-in-foreign = Цю сторінку відкрито не за тією адресою
    .help = Відкрийте { $url } і спробуйте ще раз.
sign-in-unavailable = Зараз не можемо вас упізнати
    .help = Записів сервісу не прочитати, ми це відновлюємо. Посилання з викликів працюють. Спробуйте за хвилину.
sign-in-unreadable = Не зрозуміли, що ви надіслали
    .help = Поверніться назад і спробуйте ще раз.
sign-in-broken = Щось зламалося в нас
    .help = Ми вже знаємо. Спробуйте за хвилину. Якщо горить, телефонуйте 101.

account-title = Мій обліковий запис
account-to-board = До подій
account-roles = Що вам доступно
account-role = { $role }: { $scope }
account-role-administrator = адміністратор
account-role-responder = учасник
account-scope-everything = усе
account-scope-area = територія { $code }
account-scope-self = ваші дані й готовність
account-sessions = Де ви увійшли
account-session-this = тут
account-session-used = востаннє { $time }
account-session-end = Завершити
account-session-end-all = Вийти всюди
account-sign-out = Вийти
account-device-unknown = невідомий пристрій
account-passkeys = Ключі доступу
account-passkeys-none = Ключ доступу: вхід пальцем, обличчям або ПІНом цього пристрою, без кодів.
account-passkey-made = додано { $time }
account-passkey-add = Додати ключ доступу
account-passkey-add-failed = Ключ не додано. Можливо, він тут уже є, або ви скасували.
account-passkey-remove = Прибрати
account-passkey-prove = Увійдіть ще раз, щоб додати ключ

desk-sitting = За пультом
desk-sitting-nobody = Зміну ще ніхто не прийняв
desk-sitting-since = з { $time }
desk-shift = Прийняти зміну
desk-shift-help = Натисніть на своє ім'я. У журналі буде, хто здав і хто прийняв.
desk-shift-none = Спершу додайте чергових до списку.
desk-officers = Список чергових
desk-officer-name = Ім'я чергового
desk-officer-add = Додати
desk-officer-remove = Прибрати
desk-workstations = Робочі місця
desk-enrol-title = Закріпити це робоче місце?
desk-enrol-name = Пульт: { $name }
desk-enrol-help = Далі пульт входитиме звідси сам, без телефону й коду. Посилання діє добу й лише один раз.
desk-enrol-passkey = Закріпити ключем доступу
desk-enrol-passkey-failed = Не вдалося. Потрібен ключ саме цього комп'ютера, а не той, що копіюється на інші пристрої.
desk-enrol-key = Закріпити цей браузер
desk-enrol-key-help = Якщо на цьому комп'ютері немає ключів доступу.
desk-enrol-dead = Посилання вже не діє
    .help = Воно діє добу й лише один раз. Попросіть адміністратора про нове.

### Помилки сторінок людською мовою

page-error-expired = Посилання вже не діє
    .help = Подію завершено, або минуло дванадцять годин. Якщо горить, телефонуйте 101.
page-error-unknown = Такого посилання немає
    .help = Перевірте, чи посилання з СМС відкрито повністю. Якщо вас викликали, подзвоніть начальнику.
page-error-tooMany = Забагато спроб
    .help = Зачекайте хвилину й відкрийте посилання з СМС ще раз.
page-error-conflict = Хтось уже зробив це раніше
    .help = Показуємо, як є тепер.
page-error-invalid = Не зрозуміли, що ви надіслали
    .help = Поверніться назад і виберіть відповідь ще раз.
page-error-tooLong = Надіслано забагато тексту
    .help = Поверніться назад, напишіть коротше й надішліть ще раз.
page-error-unavailable = Не змогли записати
    .help = Спробуйте ще раз за кілька секунд. Якщо не вдасться, подзвоніть начальнику.
page-error-unread = Зараз не можемо показати подію
    .help = Записів сервісу не прочитати, ми це відновлюємо. Дзвоніть людям самі й спробуйте ще раз за хвилину.
page-error-broken = Щось зламалося в нас
    .help = Ми вже знаємо. Якщо горить, телефонуйте 101; якщо їдете, подзвоніть начальнику.

### Бот: учасник

bot-welcome = Вітаємо! Це Дзвін: він кличе вас, коли горить. Щоб ми знали, що це ви, поділіться своїм контактом кнопкою нижче.
bot-share-contact = Поділитися моїм контактом
bot-bound = { $name }, вас підключено: { $brigade }. Коли горітиме, виклик прийде сюди, а телефон задзвонить.
bot-bound-again = Вас уже підключено.
bot-wrong-contact = Це чужий контакт. Потрібен саме ваш: натисніть «Поділитися моїм контактом» на своєму телефоні.
bot-phone-unknown = Цього номера немає у списку підрозділу. Зверніться до начальника.
bot-code-unknown = Такого запрошення немає. Попросіть начальника надіслати нове.
bot-code-expired = Запрошення вже не діє. Попросіть начальника надіслати нове.
bot-not-bound = Ми ще не знаємо, хто ви. Якщо горить, телефонуйте 101. Щоб приєднатися, відкрийте запрошення від начальника або поділіться контактом.
bot-note-stored = Передали начальнику.
bot-note-nobody = Зараз подій немає. Якщо горить, телефонуйте 101.
bot-which-incident = Яка подія? Виберіть:
bot-which-option = #{ $number } { $place }
bot-location-thanks = Дякуємо, бачимо, що ви їдете. Точне місце нікому не показуємо, лише хвилини.
bot-location-ended = Трансляцію місця завершено, координати стерто.
bot-location-ask = Можете ввімкнути трансляцію місця: ми самі порахуємо, коли будете в депо.
bot-map-sent = Ось місце
bot-answer-recorded = Записано
bot-answer-changed = Відповідь змінено
bot-answer-late = Подію вже завершено
bot-answer-not-yours = Ця кнопка не для вас
bot-answer-old = Кнопка вже не діє
bot-answer-conflict = Хтось уже зробив це раніше
bot-answer-failed = Не змогли записати. Натисніть ще раз
bot-answer-kept = Записали. Начальник побачить трохи згодом, повторювати не треба
bot-keyboard-reach = Чи дійде дзвін до мене?
bot-keyboard-availability = Чергую / вихідний
bot-availability-now = Зараз: { $state }
bot-availability-ask = Яка ваша готовність?
bot-availability-set = Записано: { $state }
bot-availability-until = Записано: { $state } до { $time }
bot-reach-title = Чи дійде дзвін до вас:
bot-reach-telegram = Телеграм: працює, ви це читаєте
bot-reach-sms = СМС: надішлемо на { $phone }
bot-reach-sms-off = СМС: ви їх вимкнули. Щоб увімкнути, напишіть START у відповідь на наше СМС
bot-reach-sms-none = СМС: поки що не підключено
bot-reach-voice = Дзвінок: подзвонимо на { $phone }
bot-reach-voice-none = Дзвінок: поки що не підключено, вночі можете не почути
bot-reach-phone-missing = Номера телефону немає: скажіть начальнику
bot-reach-availability = Готовність: { $state }
bot-reach-save-number = Збережіть номер { $phone }, дайте йому гучну мелодію й дозвольте в режимі «Не турбувати»
bot-menu = Що зробити?
bot-not-understood = Не зрозуміли. Спробуйте ще раз або поверніться до меню.
bot-forwarded = Переслане повідомлення не вважаємо відповіддю. Напишіть самі або натисніть кнопку.
bot-edited = Зміненого повідомлення не читаємо. Надішліть нове.
bot-only-words = Розуміємо слова, кнопки й місце. Напишіть або виберіть у меню.
bot-location-nobody = Зараз вас нікуди не викликано, тому місця не записали.
bot-help = Коли горить, ми напишемо сюди. Можна відповісти кнопкою або словами: «їду 10», «не можу», «пізніше».

### Бот: начальник і мешканець

bot-chief-what = Що сталося?
bot-chief-where = Де? Напишіть місце або надішліть точку на карті.
bot-chief-raised = #{ $number }: кличемо людей.
bot-chief-duplicate = Схоже, це #{ $number }, про яку вже знаємо. Удруге людям не дзвонимо.
bot-chief-yourself = Самі їдете?
bot-resident-welcome = Якщо горить, телефонуйте 101. Потім напишіть сюди, що й де, або надішліть точку на карті.
bot-resident-coming = Допомога їде. Виведіть людей і не повертайтеся всередину. Телефонуйте 101.
bot-resident-over = Подію завершено. Дякуємо.

# page-live

page-live-since = +{ $minutes } хв { $seconds } с
page-live-old = Дані від { $time }. Ця сторінка сама не оновлюється.
page-live-plan = План місця
page-live-north = Пн
page-live-coming = Їдуть: { $count }
page-live-calling = Викликаємо: { $count }
page-live-not-coming = Не їдуть: { $count }
page-live-nobody = Ще нікого не викликали
page-live-others = ще { $count }
page-live-aboard = На виїзді { $people }
page-live-of-vehicle = { $action }: { $vehicle }
page-live-minutes = За скільки хвилин
page-live-now = Зараз: { $state }
page-live-nobody-left = Більше кликати нікого: усіх уже викликано
page-live-verdict-leaves = Підсумок двох хвилин: екіпаж є
page-live-turnout = Збір і виїзд { $minutes } хв
page-live-travel = Час слідування { $minutes } хв
page-live-undo = { $action }: через { $seconds } с
page-live-choose = Виберіть людину

# the auditor, the blind alert, the sentinel

degraded-audit = Сервіс знайшов у себе збій і виправляє його
degraded-blind = База даних не приймає записів: сповіщаємо зі збереженого списку
degraded-restored = Базу відновлено з копії: давні події чекають рішення людини
degraded-alarmFlood = З одного джерела надходить надто багато повідомлень про пожежі: уточніть у чергового, чи вони справжні
degraded-webhook = Система диспетчерського центру не приймає наших повідомлень: подзвоніть черговому
degraded-airRaid = Невідомо, чи є повітряна тривога: джерело мовчить
sentinel-silent = Дзвін мовчить уже { $seconds } с: сигнал про пожежу може нікого не розбудити. Дзвоніть людям самі. Перевірте сервер.
sentinel-cannot = Дзвін не може нікого сповістити вже { $seconds } с: не працює жоден канал зв'язку. Дзвоніть людям самі. Перевірте сервер.
sentinel-back = Дзвін знову працює. Мовчав { $minutes } хв.

# dzvin doctor

doctor-settings = налаштування: повні
doctor-channels = канали: { $channels }
doctor-channels-some = канали: { $channels }; без налаштувань вимкнено: { $off }
doctor-channels-none = канали: лише консоль, жоден телефон не задзвонить; задайте TELEGRAM_… або TWILIO_…
doctor-database = база даних: відкривається, synchronous=FULL
doctor-database-closed = база даних: { $why }
doctor-service = служба: працює, /readyz відповідає { $status } { $answer }
doctor-schema = схема: { $at }
doctor-schema-waiting = схема: { $at }; наступного запуску чекають { $tags }. Поки щось відкрито (подій: { $open }, повідомлень і кроків у черзі: { $rows }), запуск виконує лише те, що додає, а решту відкладає. Завершіть, що минуло, і перезапустіть службу
doctor-schema-newer = схема: новіша версія додала { $tags }; ця версія працює й так
doctor-clock = годинник: іде разом із журналом
doctor-clock-ahead = годинник: журнал попереду на { $seconds } с; годинник переводили назад? Час іде далі за журналом. Перевірте timedatectl
doctor-sample = зразок виклику: знаків { $units }, { $count ->
        [one] { $count } сегмент
        [few] { $count } сегменти
       *[other] { $count } сегментів
    }
doctor-sample-long = зразок виклику: знаків { $units }, { $count ->
        [one] { $count } сегмент
        [few] { $count } сегменти
       *[other] { $count } сегментів
    }; з коротшим SHORT_URL (щонайбільше 21 знак разом із ключем) буде один
doctor-roster = список: { $count ->
        [one] { $count } підрозділ
        [few] { $count } підрозділи
       *[other] { $count } підрозділів
    }
doctor-roster-empty = список: порожній, кликати нікого; dzvin import roster FILE.csv
doctor-roster-noChief = список: { $name } не має начальника, тож нікому дзвонити, коли бракує людей; задайте roles через PATCH
doctor-webhook = вебхук Телеграма: є, у черзі { $count }
doctor-webhook-none = вебхук Телеграма: немає; dzvin start поставить { $url }
doctor-webhook-elsewhere = вебхук Телеграма: веде в інше місце; dzvin start поставить { $url }
doctor-webhook-failing = вебхук Телеграма: є, у черзі { $count }, остання помилка: { $why }
doctor-webhook-silent = вебхук Телеграма: Телеграм не відповідає; чи має сервер інтернет?
doctor-disk = диск: вільно { $megabytes } МБ
doctor-disk-full = диск: вільно лише { $megabytes } МБ; повний диск не прийме виклику, звільніть місце
doctor-map = карта: файл читається, масштаб до { $zoom }
doctor-map-none = карта: { $file } немає або це не файл PMTiles 3; замість неї буде проста карта. Перевірте MAP_TILES
doctor-airRaid = повітряна тривога: джерело відповідає
doctor-airRaid-refused = повітряна тривога: джерело відмовило ({ $why }). Ключ не той, або ним питають частіше ніж тричі на хвилину: перевірте UKRAINE_ALARM_API_KEY
doctor-airRaid-silent = повітряна тривога: джерело не відповідає ({ $why }). Поки воно мовчить, стан скрізь «невідомо»; сповіщення про пожежі йдуть далі
doctor-airRaid-none = повітряна тривога: назв регіонів ще немає. Запустіть сервіс, він візьме їх сам
doctor-airRaid-matched = повітряна тривога: регіони знайдено в довіднику ({ $matched } з { $regions })
doctor-airRaid-unmatched = повітряна тривога: регіонів не знайдено в довіднику: { $count } з { $regions } ({ $names }). Для них діє стан району чи області, а під час повітряної тривоги в них стан «невідомо». Завантажте громади: dzvin import areas
doctor-heartbeat = HEARTBEAT_URL: { $host } на зв'язку (не дзвонили туди: знак життя подає лише справна служба)
doctor-heartbeat-none = HEARTBEAT_URL: не задано; якщо сервер замовкне, ніхто не дізнається. Задайте адресу наглядача в іншого провайдера
doctor-heartbeat-silent = HEARTBEAT_URL: { $host } недосяжний ({ $why }); перевірте адресу й мережу, інакше наглядач збудить людей даремно
doctor-relay = RELAY_COMMAND: { $program } є і виконується. Раз на місяць перевірте, чи чути дзвін: echo "ПРОБА" | $RELAY_COMMAND
doctor-relay-none = RELAY_COMMAND: не задано; коли не працює жоден канал зв'язку, не задзвонить ніщо. Задайте програму, що вмикає дзвін або гудок
doctor-relay-missing = RELAY_COMMAND: програми { $program } немає або її не можна виконати; перевірте шлях і chmod +x
doctor-place = { $name }: { $path } приймає записи, диск інший, ніж у бази даних
doctor-place-sameDisk = { $name }: { $path } приймає записи, але диск той самий, що й у бази даних: зламається один, не стане обох. Задайте місце на іншому диску
doctor-place-closed = { $name }: { $path } не приймає записів ({ $why }); створіть теку й віддайте її користувачеві служби або задайте інше місце

# the heads of the logs, at night to the administrators

chain-heads = Відбиток журналів, { $time }. { $count ->
        [one] { $count } журнал
        [few] { $count } журнали
       *[many] { $count } журналів
    }, { $total ->
        [one] { $total } запис
        [few] { $total } записи
       *[many] { $total } записів
    }.
chain-keep = Не видаляйте: за цим відбитком перевіряють, що в журналах ніхто нічого не змінив.
chain-broken = УВАГА: { $count ->
        [one] { $count } журнал не збігається
        [few] { $count } журнали не збігаються
       *[many] { $count } журналів не збігаються
    } із записаним раніше. Їх могли змінити чи обрізати. Запустіть на сервері dzvin verify.

### Вартість. Суми вже записано грошима читача

page-live-cost = СМС: { $segments }, дзвінки: { $calls }. Разом { $amount }
page-live-cost-month = Цього місяця { $amount }
page-live-cost-budget = Цього місяця { $amount } з { $budget }

### Перевірка зв'язку, папери, години наперед, готовність у чаті

date-day = { $day } { $month ->
        [1] січня
        [2] лютого
        [3] березня
        [4] квітня
        [5] травня
        [6] червня
        [7] липня
        [8] серпня
        [9] вересня
        [10] жовтня
        [11] листопада
       *[12] грудня
    }
weekday-short = { $day ->
        [1] Пн
        [2] Вт
        [3] Ср
        [4] Чт
        [5] Пт
        [6] Сб
       *[7] Нд
    }
weekday-each = { $day ->
        [1] щопонеділка
        [2] щовівторка
        [3] щосереди
        [4] щочетверга
        [5] щоп'ятниці
        [6] щосуботи
       *[7] щонеділі
    }
bell-channel-telegram = Телеграм
bell-channel-sms = СМС
bell-channel-voice = дзвінок
bell-missed-title = Перевірка зв'язку { $day }: дійшло до { $reached } з { $asked }. Не дійшло:
bell-missed-one = { $name } — { $channels }
bell-missed-more = і ще { $count ->
        [one] { $count } особа
        [few] { $count } особи
       *[many] { $count } осіб
    }
bell-menu = Перевірка зв'язку
bell-score = { $brigade }: зв'язок { $score } %
bell-score-none = { $brigade }: зв'язок ще не перевіряли
bell-person = { $name } — { $score } %
bell-untried = Ще не перевіряли: { $names }
bell-off = Щотижневу перевірку вимкнено.
bell-on = Перевірка { $each }, { $time }. Пробуємо кожен канал кожної людини, крім тих, хто вихідний.
bell-switch-on = Увімкнути: { $each }, { $time }
bell-switch-off = Вимкнути
bell-why = Щотижня пробуємо всі канали: чат, СМС і дзвінок. Напишемо вам, до кого не дійшло.
paper-medical = Медична довідка
paper-insurance = Страховка
paper-licence_c = Водійське посвідчення кат. C
paper-ba = Допуск газодимозахисника
paper-curfew_pass = Перепустка на комендантську годину
paper-other = Інший документ
papers-menu = Документи людей
papers-whose-choose = Чиї документи? Про строк нагадаємо людині й вам за 30 і за 7 днів. Прострочений документ нікого не знімає з виклику.
papers-none = { $name }: документів не записано.
papers-of = { $name }:
papers-one = { $paper } — до { $day }
papers-add = Додати: { $paper }
papers-drop = Прибрати: { $paper } — до { $day }
papers-ask-until = { $paper }: до якого дня? Напишіть, наприклад: 31.01.2027
papers-unreadable = Не зрозуміли. Напишіть, будь ласка, день так: 31.01.2027
papers-yours = Скоро закінчується строк дії документа. Викликаємо вас, як і раніше.
papers-of-people = Скоро закінчується строк дії документів:
papers-whose = { $name }: { $paper }
papers-until = { $paper } — до { $day }, { $days ->
        [0] останній день
        [one] лишився { $days } день
        [few] лишилося { $days } дні
       *[many] лишилося { $days } днів
    }
forecast-today = сьогодні
forecast-tomorrow = завтра
forecast-hours = { $day } { $from }–{ $to }
forecast-over-midnight = { $day } { $from } – { $until } { $to }
forecast-none = { $when } немає { $list }
forecast-few = { $when } бракує { $list }
availability-menu = Моя готовність: { $state }
availability-now-until = Зараз: { $state } до { $time }
availability-hours = { $count ->
        [one] { $count } година
        [few] { $count } години
       *[many] { $count } годин
    }
availability-until-morning = до { $time }
availability-from-to = від – до…
availability-no-end = без строку
availability-more = Моя готовність
availability-week = За днями тижня
availability-ahead = Дні наперед
availability-week-title = Щотижня:
availability-week-line = { $days } { $from }–{ $to }: { $state }
availability-week-none = Щотижневих годин немає.
availability-week-choose = Виберіть дні та частину доби.
availability-week-state = Яка ваша готовність у ці години?
availability-week-clear = Прибрати всі щотижневі години
availability-ahead-title = Наперед:
availability-ahead-none = Наперед нічого не записано.
availability-ahead-line = { $period }: { $state }
availability-add = Додати: { $state }
availability-drop = Прибрати: { $period }
availability-ask-period = { $state }: коли? Напишіть, наприклад: «з 12.12 до 15.12» або «з 18:00 до 23:00».
availability-period-set = Записано: { $period } — { $state }
availability-period-unreadable = Не зрозуміли. Напишіть, будь ласка, так: «з 12.12 до 15.12», «завтра» або «до 18:00».
availability-period-past = Цей час уже минув. Напишіть, будь ласка, інший.
availability-period-tooLong = Це довше за рік. Напишіть, будь ласка, коротший строк.
period-from-to = { $from } – { $to }
day-part-night = Ніч 00–08
day-part-day = День 08–17
day-part-evening = Вечір 17–24
reach-last = востаннє дійшло { $day }
reach-never = { $count ->
        [one] { $count } спроба, ще не дійшло
        [few] { $count } спроби, ще не дійшло
       *[many] { $count } спроб, ще не дійшло
    }
reach-untried = ще не перевіряли
reach-do-telegram = Телеграм: увімкніть звук цього чату й натискайте «Чую» під час перевірки.
reach-do-sms = СМС: перевірте, чи є місце для повідомлень і чи не заблоковано наш номер.
reach-do-voice = Дзвінок: дозвольте наш номер у режимі «Не турбувати» і натисніть 1, коли почуєте голос.
household-menu = Ми з однієї хати
household-with = З вами в одній хаті: { $names }. Хто перший відповість «їду», той звільняє інших: вони можуть лишитися.
household-none = Коли двоє з однієї хати, на пожежу їде хтось один: хто перший відповість «їду», той звільняє іншого.
household-add = Додати людину
household-leave = Ми вже не разом
household-left = Записано: ви окремо.
household-ask-name = Хто живе з вами? Напишіть ім'я, як у списку підрозділу.
household-nobody = У вашому підрозділі такого імені немає. Спробуйте ще раз.
household-which = Хто саме?
household-asked = Запитали: { $name }. Коли людина погодиться, ми вам напишемо.
household-cannot-ask = { $name } не має Телеграму. Попросіть начальника записати, що ви з однієї хати.
household-question = { $name } пише, що ви з однієї хати. Тоді хто перший відповість «їду», той звільняє іншого. Це так?
household-accepted = { $name }: записано, ви з однієї хати.
household-refused = Записано: не з однієї хати.
household-refused-you = { $name }: ви не з однієї хати.
household-stale = Це запитання вже не діє.

### joining and «Мої дані»

join-card-bell = Дзвін (пожежа)
join-card-drill = Дзвін (навчання)
join-step-number = Крок 1 з 3. Вище номер, з якого дзвонить Дзвін. Збережіть його як контакт: телефон може приглушити незнайомий номер або позначити його як рекламу.
join-step-number-drill = Крок 1 з 3. Вище два номери Дзвону. З першого дзвонимо, коли горить, з другого лише на навчання. Збережіть обидва як контакти: телефон може приглушити незнайомий номер або позначити його як рекламу.
join-step-number-none = Крок 1 з 3. Коли Дзвін подзвонить уперше, збережіть цей номер як контакт: телефон може приглушити незнайомий номер або позначити його як рекламу.
join-step-maker = Крок 2 з 3. Щоб Дзвін будив і вночі, дайте контакту гучну мелодію й дозвольте йому дзвонити в режимі «Не турбувати». Який у вас телефон?
join-how-samsung = Samsung.
    Мелодія: Контакти → контакт Дзвону → Змінити → Показати більше → Мелодія дзвінка.
    Дозвіл: у контакті натисніть зірочку (Вибране), далі Налаштування → Сповіщення → Не турбувати → Дзвінки й повідомлення → Дзвінки → Лише вибрані контакти. Там само ввімкніть «Повторні виклики».
    Уночі вмикайте «Не турбувати», а не беззвучний режим: у беззвучному мовчить і Дзвін.
join-how-xiaomi = Xiaomi, Redmi, POCO.
    Мелодія: Контакти → контакт Дзвону → Мелодія за замовчуванням → виберіть гучну.
    Дозвіл: у контакті натисніть зірочку (Вибране), далі Налаштування → Звук і вібрація → Тихий режим → Не турбувати → Дозволити виклики від → Лише вибрані контакти. Там само ввімкніть «Повторні виклики».
    Уночі вмикайте «Не турбувати», а не «Без звуку»: у режимі «Без звуку» мовчить і Дзвін.
join-how-motorola = Motorola.
    Мелодія: Контакти → контакт Дзвону → три крапки → Мелодія дзвінка.
    Дозвіл: у контакті натисніть зірочку, далі Налаштування → Сповіщення → Не турбувати → Люди → Дзвінки → Контакти із зірочкою. Там само ввімкніть «Повторні абоненти».
    Уночі вмикайте «Не турбувати», а не беззвучний режим: у беззвучному мовчить і Дзвін.
join-how-iphone = iPhone.
    Контакти → контакт Дзвону → Змінити → Рингтон: виберіть гучний і там само, вгорі, увімкніть «Emergency Bypass» (екстрений обхід). Тоді телефон дзвонить і в режимі «Не турбувати», і з вимкненим звуком. Натисніть «Готово» двічі.
join-how-other = Інший Android.
    Мелодія: Контакти → контакт Дзвону → Змінити або три крапки → Мелодія дзвінка.
    Дозвіл: позначте контакт зірочкою, далі Налаштування → Звук або Сповіщення → Не турбувати → Винятки → Дзвінки → Вибрані контакти. Там само ввімкніть «Повторні виклики».
    Уночі вмикайте «Не турбувати», а не беззвучний режим: у беззвучному мовчить і Дзвін.
join-how-button = Кнопковий телефон.
    Збережіть номер у телефонній книзі. Якщо є групи контактів, зробіть для Дзвону окрему групу й дайте їй найгучнішу мелодію. Режиму «Не турбувати» тут немає: на ніч вибирайте профіль «Звичайний» або «Гучно», не «Без звуку».
join-step-ring = Крок 3 з 3. Перевірмо. Увімкніть режим, з яким спите, покладіть телефон і натисніть кнопку нижче. Дзвін подзвонить: візьміть слухавку й натисніть 1.
join-ring-ringing = Дзвонимо. Візьміть слухавку й натисніть 1.
join-ring-tooOften = Двічі за десять хвилин уже дзвонили. Спробуйте трохи згодом.
join-ring-cannot = Дзвінків поки що не підключено, запитайте начальника. Виклики прийдуть сюди.
join-ring-unanswered = Дзвінок не почуто або 1 не натиснуто. Перевірте мелодію й дозвіл і спробуйте ще раз.
join-ring-notSent = Подзвонити не вийшло. Спробуйте трохи згодом або скажіть начальнику.
join-done = Дзвін почуто. Приєднання завершено, дякуємо!
join-not-rung = Ваше «1» до нас ще не дійшло. Без пробного дзвінка приєднання не завершене: вночі Дзвін може вас не розбудити.
join-later = Добре. Без пробного дзвінка приєднання не завершене. Продовжити можна будь-коли: /menu → «Завершити приєднання».
join-remind = Приєднання ще не завершене: бракує пробного дзвінка. Це дві хвилини, зате вночі Дзвін вас розбудить.
join-ask-contact = Щоб приєднатися, поділіться своїм контактом кнопкою нижче. Номер побачить лише Дзвін.
join-ask-brigade = До якого підрозділу? Напишіть його назву чи село або поділіться своїм місцем, покажемо найближчі.
join-choose-brigade = Виберіть підрозділ. Якщо його тут немає, напишіть назву інакше.
join-no-brigade = Такого підрозділу не знайшли. Напишіть назву інакше або поділіться місцем.
join-ask-name = Ваше ім'я та прізвище? Їх побачить начальник.
join-name-unreadable = Це не схоже на ім'я. Напишіть його літерами, наприклад: Олена Коваль
join-asked = Передали начальнику: { $brigade }. Відповідь прийде сюди.
join-asked-nobody = Записали: { $brigade }. Начальник ще не в Телеграмі, тож скажіть йому самі.
join-too-many = Забагато заявок одразу. Дочекайтеся відповіді на попередні.
join-request = До підрозділу { $brigade } хоче приєднатися { $name }. Номер підтверджено Телеграмом. Прийняти?
join-request-known = До підрозділу { $brigade } хоче приєднатися { $name }. Цей номер уже є у вашому списку: { $known }. Прийняти й під'єднати цей Телеграм?
join-decided = Заявок тут більше немає: їх уже розглянуто.
join-outranked = Це номер людини з роллю, яку даєте не ви. Нехай її запросить начальник або адміністратор.
join-accepted-added = { $name }: у підрозділі. Решту даних можна змінити згодом.
join-accepted-bound = { $name }: Телеграм під'єднано.
join-accepted-alsoHere = { $name }: тепер і у вашому підрозділі.
join-refused = { $name }: відмовлено, людині про це сказано.
join-elsewhere = { $name }: цей номер належить учаснику іншого підрозділу. Спершу його має запросити той начальник.
join-told-accepted = Вас прийнято: { $brigade }.
join-told-refused = { $brigade }: цього разу відмовили. Якщо це помилка, поговоріть із начальником.
join-told-elsewhere = { $brigade }: ваш номер уже записано в іншому підрозділі. Попросіть запрошення в його начальника.
join-moved-contact = Перенесемо ваш запис сюди. Поділіться контактом цього телефону.
join-moved-old = Напишіть свій старий номер.
join-moved-asked = Якщо цей номер є у списку, у вашому старому чаті з'явилося запитання. Підтвердіть там. Якщо старого чату немає, попросіть начальника.
mine-title = { $name }. Підрозділ: { $brigade }
mine-line-phone = Номер: { $phone }
mine-line-second = Другий номер: { $phone }
mine-line-second-none = Другого номера немає
mine-line-places = { $count ->
        [0] Місць не записано
        [one] { $count } місце
        [few] { $count } місця
       *[many] { $count } місць
    }
mine-line-home = Удома розбудить: { $name }
mine-line-home-none = Удома будити нікому
mine-line-language = Мова: { $language }. Абетка СМС: { $alphabet }
mine-line-kind = Телефон: { $kind }
mine-language = Якою мовою писати й говорити?
mine-alphabet = Якими літерами писати СМС? Латинкою в одне повідомлення вміщається вдвічі більше, її покаже будь-який телефон.
mine-kind = Який у вас телефон? На кнопковий не шлемо посилань: дзвонимо й питаємо клавішами.
mine-second-ask = Напишіть другий номер: на нього подзвонимо, якщо перший мовчить. Надішлемо туди код.
mine-second-same = Це той самий номер. Напишіть інший.
mine-phone-ask = Напишіть новий номер. Надішлемо на нього код, а потім підтвердите тут, у старому чаті.
mine-phone-unreadable = Це не схоже на номер телефону. Наприклад: 067 123 45 67
mine-phone-not-possible = Цей номер тут не підходить: він уже записаний як ваш. Напишіть інший.
mine-code-sent = Надіслали СМС. Напишіть код із нього сюди: шість цифр, діє десять хвилин.
mine-code-wrong = Код не підійшов або вже не діє. Напишіть ще раз або почніть спочатку.
mine-code-not-sent = СМС надіслати не вийшло. Перевірте номер або спробуйте згодом.
mine-code-too-many = Забагато кодів на сьогодні. Спробуйте завтра або скажіть начальнику.
mine-phone-confirm = Новий номер { $phone } підтверджено. Дзвонити тепер на нього?
mine-phone-moved = Номер змінено. Написали про це на старий номер і начальнику. Тепер перевірмо, чи дзвонить новий.
mine-phone-taken = Цей номер уже належить іншому учаснику. Скажіть начальнику.
mine-phone-leader = { $name }: новий номер телефону, підтверджений кодом і зі старого чату. Якщо це підозріло, подзвоніть людині.
mine-move-ask = Хтось просить перенести ваш запис на новий телефон, номер { $phone }. Це ви? Якщо ні, відмовте: чужий телефон отримуватиме ваші виклики.
mine-move-refused = У старому чаті відмовили. Якщо це ваш запис, поговоріть із начальником.
mine-move-refused-own = Добре, нічого не змінено. Якщо так питатимуть ще, скажіть начальнику.
mine-home-ask = Хто вдома розбудить вас, якщо не почуєте? Напишіть ім'я. Подзвонимо цій людині лише після вашого пропущеного дзвінка.
mine-home-phone = А номер телефону цієї людини? Спитайте її згоди.
mine-places = Звідки рахуємо ваш час у дорозі:
mine-places-none = Місць немає, тож часу в дорозі не знаємо. Додайте дім.
mine-place-home = дім
mine-place-work = робота
mine-place-other = інше місце
mine-place-ask = Поділіться місцем кнопкою нижче або надішліть точку на карті. Її бачить лише Дзвін.
mine-place-got = Місце є.
mine-hours-ask = Коли ви там?
mine-file-ask = Надішлемо сюди файл з усім, що про вас зберігаємо. У ньому ваші номери й місця: не пересилайте його.
mine-file = Усе, що про вас зберігаємо.
mine-leave-which = З якого підрозділу вийти?
mine-leave-ask = Вийти зовсім? Зітремо номер, місця, відповіді словами й цей чат. Виклики більше не приходитимуть. У журналах лишиться запис без імені. Повернути не вийде.
mine-leave-one-ask = Вийти з цього підрозділу? Його виклики більше не приходитимуть, решта лишиться.
mine-leave-only-chief = Ви єдиний начальник: { $brigade }. Спершу призначте іншого начальника, потім виходьте.
mine-leave-too-soon = Саме зараз вам щось надсилаємо. Спробуйте ще раз за десять секунд.
mine-left = Ви більше не в підрозділі: { $brigade }.
mine-erased = Ваші дані стерто. Дякуємо за службу. Якщо горить, телефонуйте 101.
bot-command-menu = Меню
bot-command-help = Як це працює

### Чат начальника: підняти людей, події, слова, хто на зв'язку, групи

button-raise = 🔥 Підняти людей
button-incidents = Події
button-actions = Дії
button-refresh = Оновити
button-reopen = Відкрити знову
button-change-type = Що сталося
button-write = Написати
button-reporter-number = Номер заявника
button-tonight = Хто на зв'язку
button-set-availability = Змінити чиюсь готовність
button-goes-minutes = Їде · { $minutes } хв
button-goes-not = Не може
raise-structure_fire = Хата
raise-vegetation_fire = Стерня
raise-vehicle_fire = Авто
raise-outbuilding_fire = Сарай
raise-rescue = Рятування
raise-other = Інше
bot-keys-below = Кнопки внизу завжди під рукою.
bot-chief-only = Це може лише начальник, заступник або черговий цієї події.
bot-chief-over = #{ $number }: { $state }. Нічого не змінено.
bot-raise-danger = Люди в небезпеці: так
bot-raise-danger-not = Люди в небезпеці: ні
bot-raise-drill = Навчання (не горить)
bot-raise-real = Ні, горить насправді
bot-raise-drill-what = НАВЧАННЯ, не горить. Що відпрацьовуємо?
bot-raise-drill-type = Навчання: { $type }
bot-raise-drill-done = НАВЧАННЯ #{ $number }, не горить: кличемо людей.
bot-raise-brigade = Який підрозділ кличемо?
bot-raise-again = #{ $number } уже прийнято, людей кличемо.
bot-raise-held = #{ $number }: схоже на подію, про яку вже знаємо. Якщо це інша, натисніть «Дії» і «Скликати»; за дві хвилини скличемо самі.
bot-raise-asked = #{ $number } прийнято, питаємо начальника. Телефонуйте 101.
bot-raise-sms-called = #{ $number } прийнято, кличемо людей
bot-raise-sms-asked = #{ $number } прийнято, питаємо начальника. Телефонуйте 101
bot-raise-false-sure = #{ $number }: люди вже можуть бути в дорозі. Хибний виклик?
bot-raise-taken-back = #{ $number } скасовано, людям кажемо не їхати.
bot-place-kept = #{ $number }: місце записано, кажемо тим, хто їде.
bot-incidents = Події:
bot-incidents-none = Подій немає.
bot-incident-line = #{ $number } { $type } · { $state } { $place }
bot-order-done = { $action }: зроблено.
bot-order-nothing = { $action }: уже так і є.
bot-sure-question = #{ $number } { $action }?
bot-sure = Так: { $action }
bot-vehicle-which = Яка машина не їде?
bot-vehicle-down = { $vehicle }, { $brigade }
bot-nobody = Тут поки що нікого немає.
bot-answer-for = { $name }: що відповідає?
bot-reporter-number = #{ $number } Номер заявника: { $phone }. Ваш запит записано в журнал.
bot-reporter-number-unknown = Номера заявника немає.
bot-reporter-number-over = Подію завершено, номера вже не показуємо.
bot-words-whom = Кому написати?
bot-words-choice = { $to }: { $count }
bot-words-coming = Тим, хто їде
bot-words-silent = Тим, хто мовчить
bot-words-all = Усім
bot-words-ask = { $to }. Напишіть текст одним повідомленням.
bot-words-soon = { $to }: «{ $text }». Надішлемо через 5 с.
bot-words-takenBack = Не надсилаємо.
bot-words-sent = Уже надіслано.
bot-words-gone = Уже не надсилаємо: скасовано раніше або подію завершено.
bot-tonight = Чергують: { $on } з { $all }
bot-tonight-unreachable = немає чим викликати
bot-tonight-unrung = дзвін ще не перевірено
bot-tonight-enough = До 07:00 екіпаж збереться: нікого не бракує.
bot-set-availability = { $name }, зараз: { $state }. Яка готовність?
bot-until = { $state }: на скільки?
bot-for-hours = { $hours ->
        [one] На { $hours } годину
        [few] На { $hours } години
       *[many] На { $hours } годин
    }
bot-until-seven = До 07:00
bot-until-changed = Поки не змінять
bot-group-how = Щоб тут читали про події підрозділу, напишіть /link. Показуємо лише тип і населений пункт, без імен.
bot-group-linked = { $brigade }: тут буде видно тип і населений пункт кожної події. Відповідати можна лише в особистому чаті з ботом. Прибрати: /unlink
bot-group-unlinked = Більше нічого сюди не пишемо.
bot-group-none = Ця група ні до чого не прив'язана.
bot-group-chief-only = Прив'язати групу може лише начальник або заступник.
bot-group-which = Ви ведете кілька підрозділів. Напишіть /link і назву одного з них.
bot-group-taken = Ця група вже читає про інший підрозділ. Його начальник може написати /unlink.

### Board: the shell

board-not-built = Сторінки ще не зібрано
    .help = Виконайте npm run build і запустіть сервіс знову. Оповіщення працює й без них.
board-loading = Відкриваємо…
board-not-yours = Тут працюють начальники й чергові
    .help = На виклик відповідайте в боті або за посиланням із виклику, готовність змінюйте в боті.
board-skip = До вмісту сторінки
board-pages = Сторінки
board-incidents = Події
board-new = Нова подія
board-brigades = Підрозділи
board-colours = Кольори: { $scheme }
board-colours-auto = як у системі
board-colours-light = світлі
board-colours-dark = темні
board-other-language = English
board-age-minutes = { $minutes ->
        [one] { $minutes } хвилину
        [few] { $minutes } хвилини
       *[many] { $minutes } хвилин
    }
board-line-lost = Немає зв'язку із сервісом. Показуємо те, що знали { $age } тому. З'єднуємося далі.
board-line-looking = Зв'язок із сервісом обірвався. З'єднуємося.

### Areas: слова місця, коли прийшла лише точка
near-settlement = { $category ->
        [C] біля села { $name }
        [X] біля селища { $name }
       *[M] біля міста { $name }
    }
near-metres = { $metres } метрів
near-kilometres = { $kilometres ->
        [one] { $kilometres } кілометр
        [few] { $kilometres } кілометри
       *[many] { $kilometres } кілометрів
    }

### Merge: one fire, two reports

card-same-fire = Та сама подія, що #{ $number }
page-live-same-fire = Та сама подія, що #{ $number }
page-live-merged-into = Це та сама подія, що #{ $number }: усе йде там
page-live-merged-from = Та сама подія: #{ $number }
page-live-other-fire = Інша подія: скликати

### Board: incident

board-incident-missing = Такої події немає, або вам її не видно
board-incident-back = До всіх подій
board-incident-from = Джерело: { $source }
board-incident-from-number = Джерело: { $source } · { $number }
board-incident-exact = місце точне
board-incident-no-point = точки на карті ще немає
board-incident-map-show = Показати карту
board-incident-map-hide = Сховати карту
board-incident-urgent = Зараз
board-incident-ending = Завершення
board-incident-about-person = Про людину: готовність, телефон, кваліфікації
board-incident-why = Чому викликаємо
board-incident-answered = Відповідь о { $time }
board-incident-ways = Що роблять канали
board-incident-ways-none = Ще нічого не надсилали
board-incident-behalf = Людина сказала вам сама? Відповісти за неї
board-incident-words-from = Що сказала людина
board-incident-log = Усі записи журналу
board-incident-log-none = Зараз не можемо прочитати журнал
board-incident-mark-other = Позначити інше або в інший час
board-incident-mark-what = Що сталося
board-incident-mark-vehicle = Машина
board-incident-mark-whole = уся подія
board-incident-mark-time = О котрій
board-incident-write = Написати людям
board-incident-write-text = Текст
board-incident-write-to = Кому
board-incident-correct = Змінити місце або тип
board-incident-cancel = Скасувати подію
board-incident-cancel-why = Чому
board-incident-cancel-words = Інша причина
board-incident-merge = Порівняти й приєднати
board-incident-merge-with = З якою подією порівняти
board-incident-merge-title = Та сама подія?
board-incident-merge-into = Та сама: приєднати до #{ $number }
board-incident-merge-not = Різні події: скликати й сюди
board-incident-merge-none = Іншої події зараз немає
board-incident-merge-distance = Між ними { $distance }
board-incident-this = Ця подія
board-incident-reported = Повідомлено о { $time }
board-incident-words = Що кажуть
board-incident-who-comes = Хто їде
board-incident-nobody-comes = поки що ніхто
board-incident-reporter = Подзвонити заявнику
board-incident-reporter-logged = Ваш запит записано в журнал.
board-incident-on-call = Хто на зв'язку: { $brigade }
board-incident-short = { $from }–{ $to }: { $missing }
board-incident-keys = Клавіші
board-incident-keys-title = Керування з клавіатури
board-incident-key-urgent = { $label } (через 5 с)
board-incident-key-list = цей перелік
board-incident-key-map = карта
board-incident-key-people = люди
board-incident-key-time = перебіг
board-incident-key-actions = дії
board-incident-key-write = написати людям
board-incident-key-correct = змінити місце або тип
board-incident-key-off = Клавіші вимкнено на цьому екрані
board-log-merge-undone = Приєднану подію знову відокремлено
board-way-waiting = { $channel ->
        [voice] подзвонимо
       *[other] надішлемо
    }
board-way-sending = { $channel ->
        [voice] дзвонимо
       *[other] надсилаємо
    }
board-way-sent = { $channel ->
        [voice] телефон дзвонив
       *[other] надіслано
    }
board-way-delivered = { $channel ->
        [voice] слухавку взято
       *[other] доставлено
    }
board-way-refused = { $channel ->
        [voice] не додзвонилися
       *[other] не прийнято
    }
board-way-unknown = не знаємо, чи дійшло
board-way-withdrawn = уже не треба
board-way-tries = { $count ->
        [one] { $count } спроба
        [few] { $count } спроби
       *[many] { $count } спроб
    }
board-dialog-close = Закрити
board-press-undo-button = Скасувати ({ $seconds })
board-press-sending = { $action }: надсилаємо…
board-press-again = { $action }: зв'язку немає, пробуємо ще раз…
board-press-line = { $action }: зв'язку немає, не знаємо, чи дійшло
board-press-retry = Ще раз
board-press-close = Зрозуміло
board-press-late = { $action }: хтось випередив вас. Зараз: { $state }
board-press-forbidden = { $action }: на це у вас немає права або цього вже немає
board-press-broken = { $action }: не змогли записати. Спробуйте ще раз, а людям подзвоніть
board-press-nothing = { $action }: уже так і є
board-log-asked-again = Викликаємо ще раз: { $who }
board-log-withdrew = { $name }: виклик знято
board-log-eta = { $name }: буде о { $time }
board-log-unreachable = { $name }: без зв'язку
board-log-humans = Дзвонимо начальникам і черговим: { $count }
board-log-asked-station = { $name }: питаємо, чи людина вже в депо
board-log-said = { $name }: { $words }
board-log-called-back = Знову кличемо: { $who }
board-log-vehicle-taken = Машину забрала подія #{ $number }
board-log-proposed = Пропонують скасувати: { $reason }
board-log-impact = Приліт: { $answer ->
        [yes] так
       *[no] ні
    }
board-log-written = { $to }: «{ $words }»
board-log-behalf = відповіли за людину

### Wall

wall-title = Екран депо: { $brigade }
wall-bind = Підключити цей екран?
    .help = «{ $name }». Посилання діє для одного екрана: першого, на якому натиснуть кнопку.
wall-bind-button = Підключити
wall-taken = Посилання вже на іншому екрані
    .help = Його показує { $screen }. Хто може звільнити: { $names }. Тоді це саме посилання підключить новий екран. Якщо екран той самий, він не зберіг cookie: дозвольте йому їх зберігати.
wall-some-screen = інший екран
wall-administrator = адміністратор сервісу
wall-too-late = Посилання застаріло
    .help = Його не відкрили вчасно. Попросіть у начальника нове.
wall-gone = Цей екран від'єднано
    .help = Тут більше нічого не показуємо. Нове посилання дає начальник або заступник.
wall-unread = Зараз не можемо показати
    .help = База даних не відповідає. За кілька секунд самі спробуємо ще раз.
wall-sound = Звук вимкнено: натисніть будь-яку клавішу
wall-press = Приїхали? Торкніться свого імені або натисніть цифру біля нього
wall-arrived = У депо: { $name }
wall-kept = { $action }: надішлемо, щойно буде зв'язок
wall-exercise = Навчання, не горить. { $place }.
wall-trucks = Чи виїде машина
wall-crew-possible = екіпаж можливий
wall-unchecked = не перевірено після виїзду
wall-until = до { $time }
wall-next = { $from }–{ $to } { $missing }
wall-now = Зараз
wall-tonight = Уночі
wall-on = чергують
wall-reserve = резерв
wall-away = немає
wall-everybody = Усі

### Board: map

board-map = Карта
board-map-help = Стрілки рухають карту, плюс і мінус наближають і віддаляють, нуль показує все. Те саме словами є під картою.
    .pick = Стрілки рухають карту, плюс і мінус наближають і віддаляють, нуль показує все. Enter вибирає точку під хрестиком.
board-map-closer = Наблизити
board-map-farther = Віддалити
board-map-all = Показати все
board-map-pick = Вибираю центр
board-map-picked = Вибрано: { $point }
board-map-base-lost = Основа карти не завантажилася. Відстані, підрозділи й люди на карті правильні.
board-map-words = Карта словами
board-map-place = ▲ Місце події: { $point }
board-map-place-none = Місця події ще не вказано
board-map-accuracy = з точністю до { $distance }
board-map-ago = { $age } тому
board-map-letter-driver = В
board-map-letter-leader = С
board-map-letter-medic = М
board-map-letter-other = П
board-map-role-other = інші, хто їде
board-map-coordinates = Координати
    .help = Цифрами або посиланням з карти: 49.017, 25.795
board-map-unread = Не розуміємо координат. Напишіть широту й довготу, наприклад 49.017, 25.795, або натисніть місце на карті.

### Board: a new incident

board-raise-what = Що сталося
board-raise-where = Де
board-raise-when = Коли
board-raise-this = Нове повідомлення
board-raise-settlement = Населений пункт
    .help = Перші літери назви. Якщо назва повторюється, допишіть громаду: «Росохач Чорт».
board-raise-settlement-unknown = Такого в списку немає. Напишіть нижче словами або натисніть місце на карті.
board-raise-clear = Прибрати населений пункт
board-raise-details = Вулиця, будинок, орієнтир
    .example = вул. Шевченка, 12, за школою
board-raise-brigade = Хто їде першим
board-raise-brigade-nearest = Найближчий до місця
board-raise-nowhere = Вкажіть місце або підрозділ: без них кликати нікого.
board-raise-map = Показати на карті або ввести координати
board-raise-more = Що ще відомо
board-raise-description = Що кажуть
board-raise-reporterPhone = Телефон заявника
board-raise-externalId = Номер у вашій системі
board-raise-source = Звідки повідомлення
board-raise-mode = Це справжня подія?
board-raise-mode-actual = Так, справжня
board-raise-mode-exercise = Навчання: не горить
board-raise-mode-test = Перевірка зв'язку: не горить
board-raise-send-actual = Скликати
board-raise-send-exercise = Почати навчання
board-raise-send-test = Перевірити зв'язок
board-raise-choose-type = Виберіть, що сталося: решту можна додати потім.
board-raise-would = Кого розбудимо
board-raise-alerted = { $count ->
        [0] Нікого: поруч немає кого кликати
        [one] { $count } людину
        [few] { $count } людини
       *[many] { $count } людей
    }
board-raise-not-alerted = Кого не викликаємо й чому
board-raise-same = Схоже на #{ $number }
board-raise-same-help = Почекаємо дві хвилини, чи вирішить хтось, що це та сама подія. Потім скличемо самі.
board-raise-it-is = Це #{ $number }
board-raise-another = Інша подія
board-raise-another-help = Скличемо одразу, не чекаючи.
board-raise-apart = між ними { $distance }
board-raise-fault = Сервіс цього не прийме. Виправте й надішліть ще раз.
board-raise-refused = { $why } Якщо не виходить, подзвоніть начальнику.
board-raise-unsent = Відповіді немає, і невідомо, чи дійшло. Натисніть ще раз: двічі не скличемо. Якщо не виходить, подзвоніть начальнику.

### Board: desk

board-desk-calm = Нічого не горить
board-desk-calm-unknown = Не знаємо, чи горить: немає зв'язку
board-desk-burning = Події зараз
board-desk-sound-off = Браузер поки що не дає цій сторінці звучати
board-desk-sound-on = Увімкнути звук
board-desk-sound-is-on = Звук увімкнено
board-desk-needs = Потребує вас
board-desk-see = Бачу
board-desk-see-one = Бачу #{ $number }
board-desk-see-all = Бачу все
board-desk-seen = Бачу, { $time }
board-desk-aside = Сповіщати, коли вікно сховане
board-desk-need-line = НЕМАЄ ЗВ'ЯЗКУ ІЗ СЕРВІСОМ
board-desk-need-raised = НОВА ПОДІЯ
board-desk-filter = Показати
board-desk-filter-all = усі події
board-desk-hromadas = Громади
board-desk-hidden = приховано: { $count }
board-desk-hidden-need = потребують уваги: { $count }
board-desk-said = #{ $number }, { $type }, { $place }: { $headline }
board-desk-count = { $have } з { $need }
board-desk-people = ЛЮДИ
board-desk-like = схоже на #{ $number }
board-desk-like-another = схоже на іншу подію
board-desk-ended = Завершено за останні пів години: { $count }
board-desk-carrier-telegram = Телеграм
board-desk-carrier-sms = СМС
board-desk-carrier-voice = Дзвінки
board-desk-unknown = невідомо
board-desk-key-choose = вибрати подію
board-desk-key-open = відкрити вибрану подію
board-desk-key-see = «Бачу»: замовкає те, що звучить
board-desk-key-new = нова подія
board-desk-open = Відкрити #{ $number }
board-desk-ready = Чи виїде екіпаж зараз
board-desk-ready-unchecked = але дзвінка ще не чули: { $count }
board-desk-ready-none = Підрозділів ще немає
board-desk-ready-more = Усі підрозділи
board-desk-last = Останні події

### Board: people and machines

board-people = Люди
board-machines = Машини
board-settings = Налаштування
board-walls = Екрани депо
board-roster-gone = Такого тут немає, або вам цього не видно
board-roster-unread = Зараз не можемо показати: немає зв'язку із сервісом
board-more = Ще { $count }
board-add = Додати
board-change = Змінити
board-save = Зберегти
board-take-out = Прибрати
board-copy = Скопіювати
board-copied = Скопійовано
board-not-copied = Не вдалося. Виділіть текст і скопіюйте самі.
board-remove-soon = { $name }: приберемо через 5 секунд. Щоб скасувати, натисніть ту саму кнопку ще раз.

board-duty-on = чергує
board-duty-reserve = резерв
board-duty-lifeOnly = лише загроза життю
board-duty-off = вихідний

board-brigades-search = Знайти підрозділ
board-brigades-found = { $count ->
        [one] { $count } підрозділ
        [few] { $count } підрозділи
       *[many] { $count } підрозділів
    }
board-brigade-new = Новий підрозділ
board-brigade-found = Створити підрозділ
board-brigade-parts = Частини підрозділу
board-brigade-no-chief = начальника не призначено
board-brigade-chief = Начальник: { $name }
board-brigade-on = Чергують { $on } з { $all }
board-brigade-ready = Машини: готово { $ready } з { $all }
board-brigade-forms = до 07:00 екіпаж збереться
board-brigade-unseen = інший підрозділ
board-brigade-is = Підрозділ
board-brigade-remove = Прибрати підрозділ
board-brigade-remove-help = Спершу переведіть або приберіть його людей і машини.

board-people-search = Знайти людину
board-people-only = Показати
board-people-all = Усіх
board-people-not-reached = Кого не розбудимо
board-people-found = { $count ->
        [one] { $count } людина
        [few] { $count } людини
       *[many] { $count } людей
    }
board-person-add = Додати людину
board-person-new = Нова людина
board-person-held = Дані
board-person-more = Зв'язок, дім, документи
board-person-also = Також: { $brigades }
board-person-unseen = людина не з вашого списку
board-person-away = Дані: завантажити або прибрати
board-person-export = Завантажити все, що тут є про людину
board-person-remove = Прибрати людину
board-person-remove-help = Зі списку зникне все про людину: ролі, номери, слова. У журналах подій лишиться запис без імені.
board-prove = Увійти ще раз
board-prove-help = Щоб завантажити або прибрати дані людини, увійдіть ще раз: після входу на це є десять хвилин.

board-reach-nothing = немає чим викликати
board-reach-unbound = Телеграм не під'єднано
board-reach-unrung = пробного дзвінка ще не почуто
board-reach-blocked = заблоковано
board-reach-invalid = номер не працює
board-reach-optedOut = людина відмовилася
board-reach-score = зв'язок { $score } %

board-field-name = Ім'я та прізвище
board-field-phone = Телефон
    .help = Наприклад 067 123 45 67. На нього дзвонимо й надсилаємо СМС.
board-field-secondPhone = Другий телефон
board-field-brigadeIds = Підрозділи
board-field-qualifications = Хто це на виїзді
board-field-places = Де буває
board-field-locale = Мова
board-field-phoneKind = Який телефон
board-field-smsAlphabet = Якими літерами писати СМС
board-field-travel = Чим добирається до депо
board-field-household = Спільна хата
    .help = Однакове слово в усіх, хто живе разом: хто перший відповість «їду», той звільняє інших.
board-field-homeName = Хто ще вдома
    .help = Подзвонимо, якщо сама людина не прокинулася.
board-field-homePhone = Телефон того, хто вдома
board-field-papers = Документи зі строком дії
board-field-weekly = Щотижня
board-field-exceptions = Окремі дні
board-field-brigadeName = Назва
board-field-brigadeLocale = Мова підрозділу
board-field-kind = Вид
board-field-location = Де стоїть депо
board-field-areaCode = Код КАТОТТГ
    .help = Громади або населеного пункту: UA і 17 цифр. Можна лишити порожнім.
board-field-roles = Хто за що відповідає
board-field-machineName = Назва машини
board-field-seats = Місць
board-field-crewRule = Мінімальний склад
board-qualification-own = Своє слово підрозділу

board-phone-smart = смартфон
board-phone-button = кнопковий
board-alphabet-cyrillic = українськими
board-alphabet-latin = латинськими
board-locale-uk = українська
board-locale-en = англійська
board-travel-foot = пішки
board-travel-bicycle = велосипедом
board-travel-car = автівкою
board-places-help = Звідси рахуємо, за скільки хвилин людина буде в депо.
board-place-home = дім
board-place-work = робота
board-place-other = інше місце
board-place-kind = Що це
board-place-where = Точка
board-place-none = Точки ще немає
board-place-choose = Вказати точку
board-place-hours = У які години людина тут
board-place-add = Додати місце
board-place-remove = Прибрати місце
board-paper-kind = Документ
board-paper-until = Діє до
board-paper-add = Додати документ
board-paper-expires = { $paper }: до { $day }
board-paper-expired = { $paper }: строк дії минув { $day }

board-availability = Готовність
board-availability-now = Зараз
board-availability-until = На скільки
board-availability-day = До дня й часу…
board-availability-when = До якого дня й часу
board-availability-ahead = За днями тижня й наперед
board-state = Готовність
board-week-days = Дні
board-week-from = З
board-week-to = До
board-week-add = Додати години
board-exception-add = Додати день

board-joining = Приєднання
board-invite = Запрошення
board-invite-help = Дайте людині посилання або QR-код: за ним вона під'єднає Телеграм.
board-invite-bound = Телеграм уже під'єднано. Нове запрошення потрібне для нового телефона.
board-invite-make = Створити запрошення
board-invite-again = Створити нове замість цього
board-invite-made = Запрошення готове. Попередні вже не діють.
board-invite-until = Діє до { $time }.
board-invite-link = Посилання
board-invite-code = Код
board-invite-qr = QR-код посилання
board-ring = Пробний дзвінок
board-ring-help = Дзвонимо, як на пожежу, тільки без пожежі. Хто натисне 1, той приєднався.
board-ring-heard = Пробний дзвінок уже почуто. Можна перевірити ще раз.
board-ring-now = Подзвонити зараз
board-ring-rings = Дзвонимо. Хай людина візьме слухавку й натисне 1.
board-ring-not = Зараз подзвонити не можемо: або двічі за десять хвилин уже дзвонили, або дзвінків не підключено.
board-pin = ПІН для дзвінка
board-pin-help = З ним скликають телефоном: дзвінок на номер Дзвону, ПІН і клавіша. Ми його не показуємо, лише замінюємо.
board-pin-new = Новий ПІН, 4–8 цифр
board-pin-set = Записати ПІН
board-pin-drop = Прибрати ПІН
board-pin-digits = Потрібно від 4 до 8 цифр
board-pin-weak = Такий ПІН вгадують першим. Виберіть інший.

board-machines-none = Машин ще немає
board-machine-add = Додати машину
board-machine-remove = Прибрати машину
board-machine-is = { $kind }, { $seats ->
        [one] { $seats } місце
        [few] { $seats } місця
       *[many] { $seats } місць
    }
board-machine-state = { $name }: чи їде
board-machine-why = Інша причина
board-machine-noWater = немає води
board-machine-noFuel = немає пального
board-machine-broken = на ремонті
board-crew = Мінімальний склад: { $list }
board-crew-none = Мінімального складу не вказано
board-crew-help = Без цих людей машина не виїде.
board-crew-count = Скільки
board-crew-who = Кого
board-crew-add = Додати рядок

board-roles = Ролі
board-roles-help = Заступники заміняють начальника в цьому порядку.
board-role = Роль
board-role-who = Хто
board-role-choose = — виберіть —
board-role-add = Додати роль
board-roles-everybody = Показати людей звідусіль
board-role-earlier = Вище
board-bell-on = Перевіряти щотижня
board-bell-day = Коли
board-bell-time = О котрій, з 08:00 до 21:00

board-policy = Як скликаємо
board-policy-help = Порожнє поле означає звичне правило. Позначені ● типи мають свої.
board-policy-type = Для чого
board-policy-default = Для всіх типів
board-policy-usual = Звично: { $value }
board-policy-varies = Звично за типом: { $value }
board-policy-own = Своє правило
board-policy-no-limit = без межі
board-policy-vehicles = Які машини потрібні
board-policy-any-vehicle = будь-яка машина
board-policy-vehicle-add = Додати машину
board-policy-requirement = Хто має бути в машині
board-policy-requirement-usual = Звично: мінімальний склад самої машини
board-policy-night = Ніч
board-policy-callAfterSeconds = Дзвонимо через, с
board-policy-smsAfterSeconds = СМС через, с
board-policy-redialAfterSeconds = Дзвонимо вдруге через, с
board-policy-widenAfterSeconds = Кличемо ще людей через, с
board-policy-verdictAfterSeconds = Кажемо, чи збирається екіпаж, через, с
board-policy-repeatAfterSeconds = Повторюємо виклик через, с
board-policy-noAnswerAfterSeconds = «Не відповідає» через, с
board-policy-countsWithinMinutes = У першому екіпажі — хто буде за, хв
board-policy-maxArrivalMinutes = Не кличемо тих, хто їхатиме понад, хв
board-policy-waveSize = Найбільше людей в одній черзі
board-policy-unconfirmedDeputiesAfterSeconds = Не підтверджено: заступникам через, с
board-policy-unconfirmedDecideAfterSeconds = Не підтверджено: скликаємо самі через, с
board-policy-humanEverySeconds = Дзвонимо начальникам щоразу через, с
board-policy-noShowAfterSeconds = Не приїхали в обіцяний час: питаємо через, с
board-policy-departureAfterSeconds = Екіпаж є, але не виїхав: питаємо через, с
board-policy-neighbourBelowChance = Кличемо сусідів, якщо ймовірність екіпажу менша за

board-walls-help = Екран депо показує подію на телевізорі, і входити не треба. Його посилання прив'язується до першого екрана, на якому натиснуть «Підключити».
board-wall-name = Де висить
    .help = Наприклад: гараж
board-wall-make = Створити екран
board-wall-made = Посилання готове
board-wall-once = Показуємо посилання лише зараз: відкрийте його на екрані депо.
board-wall-qr = QR-код посилання на екран
board-wall-unbound = ще на жодному екрані
board-wall-seen = востаннє на зв'язку: { $time }
board-wall-free = Звільнити для іншого екрана
board-wall-freed = Звільнено: те саме посилання підключить наступний екран
board-wall-remove = Прибрати екран

board-form-restored = Це ви написали раніше, але ще не зберегли.
board-form-cancel = Скасувати
board-form-discard = Повернути, як було
board-form-saved = Збережено
board-form-lost = Відповіді немає, і невідомо, чи дійшло. Написане тут. Натисніть ще раз.
board-form-faults = { $count ->
        [one] Виправте { $count } поле
        [few] Виправте { $count } поля
       *[many] Виправте { $count } полів
    }
board-form-meanwhile = Поки ви писали, хтось інший зберіг: { $fields }.
board-form-now = { $field } зараз: { $value }
board-form-theirs = Беру те, що зберегли
board-form-mine = Зберігаю своє
board-refused-session = Ваш вхід закінчився. Увійдіть ще раз: написане лишиться тут.
board-refused-right = На це у вас немає права. Зверніться до начальника або адміністратора.
board-refused-gone = Цього вже немає, або вам його не видно.
board-refused-conflict = Зараз цього зробити не можна: щось цьому заважає, наприклад подія, яка триває. Спробуйте пізніше.
board-refused-often = Забагато запитів. Зачекайте хвилину й натисніть ще раз.
board-refused-broken = Не змогли цього записати. Спробуйте ще раз.
board-refused-busy = Зараз не можемо нічого записати. Зачекайте й натисніть ще раз.

board-fault-empty = Заповніть це поле
board-fault-too-small = Не менше ніж { $least }
board-fault-too-big = Не більше ніж { $most }
board-fault-too-long = Найбільше { $most ->
        [one] { $most } знак
        [few] { $most } знаки
       *[many] { $most } знаків
    }
board-fault-number = Потрібне число
board-fault-choose = Виберіть зі списку
board-fault-unreadable = Не зрозуміли. Перевірте, будь ласка.
board-fault-phone = Не схоже на номер телефону. Наприклад: 067 123 45 67
board-fault-phone-taken = Цей номер уже належить іншій людині
board-fault-phone-twice = Обидва номери однакові
board-fault-phone-own = Це номер самої людини, а потрібен номер когось іншого з дому
board-fault-phone-emergency = На екстрені номери ми ніколи не дзвонимо
board-fault-place = Вкажіть точку на карті або координати
board-fault-area = Потрібні UA і 17 цифр, наприклад UA61060370010084537
board-fault-word = Одне слово з літер, цифр, - або _
board-fault-days = Виберіть хоча б один день
board-fault-time = Вкажіть час
board-fault-order = Кінець має бути після початку
board-fault-past = Цей час уже минув
board-fault-day = Вкажіть день
board-fault-nobody = Цієї людини вже немає в списку
board-fault-bell-time = З 08:00 до 21:00: уночі нікого не перевіряємо

### Others

sms-forObservers-alerted = #{ $number } для відома: { $details }{ $dotPlace }
    .short = #{ $number } для відома{ $colonPlace }
sms-forObservers-left = #{ $number } для відома: екіпаж виїхав{ $dotPlace }
sms-forObservers-closed = #{ $number } для відома: завершено{ $dotPlace }
sms-forObservers-falseAlarm = #{ $number } для відома: хибний виклик{ $dotPlace }
sms-stateAsked = #{ $number } Просимо допомоги: { $details }{ $dotPlace }
    .keys = #{ $number } Просимо допомоги: { $details }{ $dotPlace }. { $dial }: 1-до відома
sms-inform101 = #{ $number } Повідомте 101{ $colonPlace }. Позначте: { $link }
    .short = #{ $number } Повідомте 101. Позначте: { $link }
    .keys = #{ $number } Повідомте 101{ $colonPlace }
    .reply = #{ $number } Повідомте 101{ $colonPlace }
sms-tell101 = Повідомте 101.
sms-helperAsked = #{ $number } { $raid } Просимо допомоги { $with }: { $details }{ $dotPlace }. Їдете? { $link }
    .short = #{ $number } { $raid } Допомога { $with }?{ $spacePlace }. { $link }
    .keys = #{ $number } { $raid } Допомога { $with }?{ $spacePlace }. { $dial }: 1-їду 0-ні
    .reply = #{ $number } { $raid } Допомога { $with }?{ $spacePlace }. Надішліть: 1-їду 0-ні
sms-helperAsked-mines = #{ $number } { $raid } МІНИ, з доріг не сходьте, чекайте слова начальника! Допомога { $with }{ $dotPlace }. { $link }
    .keys = #{ $number } { $raid } МІНИ, з доріг не сходьте, чекайте слова начальника! Допомога { $with }{ $dotPlace }. { $dial }: 1-їду 0-ні
    .reply = #{ $number } { $raid } МІНИ, з доріг не сходьте, чекайте слова начальника! Допомога { $with }{ $dotPlace }. Надішліть: 1-їду 0-ні
sms-helperStoodDown-closed = #{ $number } Допомога вже не потрібна: завершено. Дякуємо
sms-helperStoodDown-falseAlarm = #{ $number } Хибний виклик, їхати не треба. Дякуємо

voice-forObservers-alerted = Для відома. { $place }.
    .prompt = Подія { $number }: { $details }.
voice-forObservers-left = Для відома: екіпаж виїхав.
    .prompt = Подія { $number }. { $place }.
voice-forObservers-closed = Для відома: подію завершено.
    .prompt = Подія { $number }. { $place }.
voice-forObservers-falseAlarm = Для відома: виклик хибний.
    .prompt = Подія { $number }. { $place }.
voice-stateAsked = Просимо допомоги вашого підрозділу. { $place }.
    .prompt = Подія { $number }: { $details }. Виїзд вирішуєте ви. Узяли до відома — натисніть один.
voice-inform101 = Повідомте сто один про подію { $number }.
    .prompt = Вже повідомлено — натисніть один.
voice-helperAsked = Просимо допомоги { $with }. { $place }.
    .prompt = Їдете — натисніть один. Ні — нуль.
voice-helperAsked-mines = Поруч міни! Просимо допомоги. { $place }.
    .prompt = Просимо приїхати з { $with }. Чекайте слова начальника. Їдете — натисніть один. Ні — нуль.
voice-helperStoodDown-closed = Допомога вже не потрібна. Подію завершено.
    .prompt = Дякуємо.
voice-helperStoodDown-falseAlarm = Хибний виклик. Їхати не треба.
    .prompt = Дякуємо.
voice-said-noted = Дякуємо, записали час.
voice-said-m101 = Прийнято: сто один повідомлено.
voice-said-informed101 = Прийнято: сто один повідомлено.
voice-said-askstate = Прийнято: просимо державний підрозділ.
voice-said-helper-y = Прийнято: їдете. Дякуємо!
voice-said-helper-no = Прийнято. Дякуємо.

telegram-forObservers-alerted = Для відома: кличемо людей
telegram-forObservers-left = Для відома: екіпаж виїхав
telegram-forObservers-closed = Для відома: подію завершено
telegram-forObservers-falseAlarm = Для відома: виклик хибний
telegram-stateAsked = Просимо допомоги вашого підрозділу. Виїзд вирішуєте ви
telegram-inform101 = Повідомте 101 і позначте тут
telegram-not-informed101 = 101 ще не повідомлено
telegram-helperAsked = Просимо допомоги { $with }. Їдете?
telegram-helperAsked-mines = Просимо допомоги { $with }. Чекайте слова начальника. Їдете?
telegram-helperStoodDown-closed = Допомога вже не потрібна: подію завершено. Дякуємо
telegram-helperStoodDown-falseAlarm = Хибний виклик, їхати не треба. Дякуємо

button-ask-state = Попросити ДСНС
button-ask-helpers = Попросити техніку
button-noted = Взяли до відома
button-helper-minutes = Їду · { $minutes } хв
equipment-tractor = трактор
    .with = трактором
equipment-plough = плуг
    .with = плугом
equipment-barrel = бочка
    .with = бочкою з водою
equipment-excavator = екскаватор
    .with = екскаватором
equipment-other = інша техніка
    .with = технікою
answer-noted = Дякуємо, записали час
answer-state-asked = Просимо ДСНС. Про виїзд вирішують там
answer-state-nobody = Поруч немає державного підрозділу, якому можна написати. Телефонуйте 101
answer-helper-coming = Прийнято: їдете на місце. Дякуємо!
answer-helper-coming-time = Прийнято: ви на місці о { $time }. Дякуємо!
answer-helper-cannot = Прийнято: не можете. Дякуємо
answer-helper-later = Прийнято: будете пізніше. Дякуємо
helper-title = Ваша техніка і пожежі
helper-menu = Моя техніка
helper-consent = Просимо дозволу кликати вас з { $with }, коли поруч горить. Ви не в екіпажі й нічим не зобов'язані: щоразу можна відмовитися. Якщо погодитеся, писатимемо й дзвонитимемо; передумаєте — зупините одним дотиком.
helper-agree = Погоджуюсь
helper-disagree = Не погоджуюсь
helper-stop = Більше не питати
helper-agreed = Ви погодилися. Дякуємо!
helper-withdrawn = Більше не питаємо.
helper-refused = Гаразд, на пожежі вас не кличемо.
helper-undecided = Поки ви не погодитеся, на пожежі вас не кличемо.
sms-helper-consent = Дзвін: просимо дозволу кликати вас з { $with }, коли поруч горить. Згода або відмова: { $link }
    .words = Дзвін: просимо дозволу кликати вас з { $with }, коли поруч горить. Надішліть: ЗГОДА або НІ
sms-helper-said-yes = Дякуємо! Передумаєте - надішліть: НЕ ПИТАТИ
sms-helper-said-no = Прийнято: на пожежі вас не кличемо. Дякуємо
sms-helper-said-never = Прийнято: більше не питаємо. Дякуємо
voice-helper-consent = Вас просять допомагати технікою на пожежах.
    .prompt = Зараз не горить. Кликатимемо вас з { $with }; щоразу можна відмовитися. Згодні — натисніть один, ні — нуль, більше не питати — дев'ять.
voice-helper-agreed = Ви погодилися допомагати технікою на пожежах.
    .prompt = Кликатимемо вас з { $with }. Більше не питати — натисніть дев'ять.
voice-helper-said-yes = Прийнято, дякуємо! Передумаєте — подзвоніть на цей номер.
voice-helper-said-no = Прийнято: на пожежі вас не кличемо. Дякуємо.
voice-helper-said-never = Прийнято: більше не питаємо. Дякуємо.
page-helper-mines = ПОРУЧ МІНИ: з доріг не сходьте, чекайте слова начальника
page-live-no-helpers = Більше немає кого просити з технікою поблизу
page-live-hand-over-unit = Кому передано
page-live-not-informed101 = 101 не повідомлено
page-live-state-asked = Просили ДСНС: { $name }, { $time }
page-live-state-heard = взяли до відома { $time }
page-live-helpers = ДСНС і техніка
page-live-helper-asked = просимо
bot-hand-over-unit = Кому передано? Напишіть, наприклад «12-та ДПРЧ», або пропустіть
bot-hand-over-skip = Пропустити
timeline-observers = Повідомили спостерігачів: { $count }
timeline-helpers = Просимо техніку: { $count }
timeline-handed-over = Передано ДСНС: { $unit }
timeline-state-asked = Просили ДСНС: { $name }
timeline-state-heard = ДСНС взяла до відома: { $name }

### Ground

mines-at = { $distance } від пожежі
    .other = { $distance } від місця події
    .inside = горить серед мін
    .insideOther = місце заміноване
card-mines = МІНИ: { $distance } від пожежі. З доріг не сходити
    .other = МІНИ: { $distance } від місця події. З доріг не сходити
    .inside = МІНИ: горить на замінованій землі. З доріг не сходити
    .insideOther = МІНИ: місце події заміноване. З доріг не сходити
card-hazard = Небезпечна ділянка: { $distance }
    .inside = Небезпечна ділянка: просто на місці події
card-water-said-dry = { $water } (кажуть, води немає)
button-hazards-known = Про міни всі знають
page-hazards-known = Про міни всі знають: { $name }, { $time }
page-hazards-tell = Скажіть кожному, хто їде, і натисніть «Про міни всі знають»
page-water = Вода
page-water-dry = Води немає: { $name }
page-water-noted = Записали: води немає
degraded-hazards = Не змогли перевірити, чи є поряд міни

water-kind-hydrant = Гідрант
water-kind-pond = Ставок
water-kind-river = Річка
water-kind-tower = Водонапірна башта
water-kind-reservoir = Пожежна водойма
water-kind-well = Колодязь
water-kind-other = Вода

button-water-dry = Там немає води
button-water-is-dry = Так, води немає
button-water-works = Вода є
bot-water-choose = #{ $number }. Де немає води?
bot-water-none-near = Біля цієї події ми не знаємо жодного місця з водою.
bot-water-dry = Записали: { $water }, води немає. Начальник знає.
bot-water-next = Найближча інша вода: { $water }
bot-water-next-none = Іншої води поряд не знаємо.
bot-water-told = { $name } каже: води немає. { $water }, #{ $number }
bot-water-asked = Мешканці кажуть, що води немає: { $water }. Це так?
bot-water-answered-dry = Записали: { $water }, води немає.
bot-water-answered-works = Записали: { $water }, вода є.
bot-water-gone = Цього місця з водою вже немає в списку.
board-log-hazards-found = Небезпечна земля за { $distance }
board-log-hazards-known = Про міни всі знають
board-log-water-dry = Джерело води сухе
resident-dry-where = Де саме немає води? Надішліть місце кнопкою нижче. Якщо горить, напишіть «горить».
resident-dry-thanks = Дякуємо, передали місцевим вогнеборцям. Якщо горить, напишіть «горить» і телефонуйте 101: { $link }
bot-water-not-yours = Про воду записує той, хто їде на подію або керує підрозділом поруч.

### Resident

resident-button-101 = ☎️ Подзвонити 101
resident-call-101 = ☎️ Телефонуйте 101, навіть якщо вже написали сюди.
resident-call-101-link = ☎️ Телефонуйте 101, навіть якщо вже написали сюди: { $link }
resident-received = Прийняли, передали місцевим пожежним.
resident-added = Додали до вашого повідомлення.
resident-in-hand = Ваше повідомлення в нас. Якщо щось зміниться, напишіть.
resident-said-burning = Передали: горить.
resident-said-out = Передали: уже не горить. Дякуємо.
resident-said-mistake = Передали: це помилка. Дякуємо, що сказали.
resident-advice = Виведіть людей і не повертайтеся всередину.
resident-advice-structure_fire = Виведіть людей, зачиніть за собою двері й не повертайтеся всередину.
resident-advice-outbuilding_fire = Відійдіть від будівлі й не повертайтеся по тварин і речі.
resident-advice-vegetation_fire = Не гасіть проти вітру й не стійте там, куди він жене вогонь: відходьте вбік.
resident-advice-vehicle_fire = Відійдіть на 50 метрів, не стійте на дорозі, капота не відкривайте.
resident-advice-industrial_fire = Виведіть людей і відійдіть від диму назустріч вітру.
resident-advice-road_accident = Вимкніть запалювання, не стійте на дорозі, без потреби постраждалих не рухайте.
resident-advice-hazmat = Вийдіть надвір, світла не вмикайте й не вимикайте, вогню не запалюйте.
resident-advice-shelling_impact = Відійдіть і не збирайтеся: можливий повторний удар. Нічого не знімайте й не публікуйте.
resident-advice-rescue = Бережіть себе: подайте мотузку або жердину, самі туди не лізьте.
resident-warning = Завідомо неправдивий виклик спеціальних служб карається законом (стаття 183 КУпАП).
resident-ask-what = Що сталося?
resident-what-structure_fire = Горить хата
resident-what-outbuilding_fire = Горить сарай
resident-what-vegetation_fire = Трава, поле, ліс
resident-what-vehicle_fire = Авто
resident-what-shelling_impact = Вибух, приліт
resident-what-other = Інше
resident-ask-people = Хтось у небезпеці?
resident-nobody = Людей там немає
resident-ask-place = Де це?
resident-ask-where = Де це? Напишіть село й що поруч або надішліть точку на карті.
resident-elsewhere = Інше місце
resident-mistake = Помилка
resident-ask-burns = Телефонуйте 101, якщо комусь загрожує небезпека. Горить?
resident-not-filed = Нікого не кличемо. Якщо загориться, телефонуйте 101 і пишіть сюди.
resident-what-and-where = ☎️ Телефонуйте 101: { $link }
    Що й де горить? Напишіть, надішліть голосове, фото або точку на карті.
resident-button-place = 📍 Горить там, де я
resident-button-number = 📞 Надіслати мій номер
resident-keys = Якщо можете, надішліть точку й номер, щоб вам могли передзвонити. Номер бачить лише той, хто керує виїздом. Якщо горить не там, де ви, точку виберіть на карті або напишіть де.
resident-number-kept = Дякуємо. Номер бачить лише той, хто керує виїздом.
resident-skipped = Гаразд. Якщо щось зміниться, напишіть.
resident-card-over = Цю подію завершено. Якщо горить знову, телефонуйте 101 і повідомте ще раз.
resident-card-old = Це кнопка вашого попереднього повідомлення. Про нову пожежу повідомте окремо.
resident-blocked = Якщо горить, телефонуйте 101: { $link } Ваших повідомлень тут більше не приймають.
resident-nothing = Телефонуйте 101: { $link } Ми не зрозуміли. Напишіть, що й де горить.
resident-no-files = Телефонуйте 101. Файлів не приймаємо: надішліть фото чи голосове або напишіть, що й де горить.
resident-kept = Телефонуйте 101: { $link } Ваше повідомлення збережено, але зараз передати його не можемо.
resident-sent = { $what ->
        [photo] Надіслано фото
        [video] Надіслано відео
       *[voice] Надіслано голосове повідомлення
    }
resident-passed-on = Заявник, #{ $number }.

belief-verified = Номер заявника підтверджено
belief-unverified = Номер заявника не підтверджено
belief-doubted = раніше був хибний виклик
belief-by-call = телефоном кажуть: горить
belief-taken-back = тепер кажуть, що не горить
belief-reports = повідомлень: { $count }
button-reports = Повідомлення: { $count }
button-block-reporter = Заблокувати { $n }
button-unblock-reporter = Розблокувати { $n }
button-another-fire = { $n } про іншу пожежу
reports-title = #{ $number }. Що повідомили:
reports-one = { $n }. { $time } · { $state }
reports-verified = номер підтверджено
reports-unverified = номер не підтверджено
reports-doubted = раніше хибний виклик
reports-said-burning = каже: горить
reports-said-out = каже: уже не горить
reports-said-mistake = каже: це помилка
reports-danger = люди в небезпеці
reports-sensor = датчик
reports-block-sure = #{ $number }. Більше не приймати повідомлень від заявника { $n }? Йому скажемо телефонувати 101.
reports-blocked = Заблоковано: від цього заявника повідомлень більше не приймаємо.
reports-unblocked = Розблоковано: від цього заявника знову приймаємо повідомлення.
reports-gone = Цього повідомлення тут уже немає.
reports-split = Це інша пожежа: #{ $number }.
reports-split-cannot = Окремою подією це зробити не можна: повідомлення єдине або подію веде черговий.

### Air raid. gather-…: де збираються, коли депо теж може бути ціллю

gather-staging = збір: { $staging }, не в депо
    .sentence = Збір: { $staging }, не в депо
    .short = Збір: { $staging }
    .awaited = Вас чекають на місці збору: { $staging }
gather-unknown = збір не в депо, чекайте слова начальника
    .sentence = Збір: не в депо, чекайте слова начальника
    .short = Не в депо
    .awaited = Вас чекають на місці збору, не в депо
state-atStaging = на місці збору
state-afterAllClear = після повітряної тривоги
card-you-away = Ви їдете, збір не в депо
card-you-away-time = Ви їдете, на місці збору о { $time }
card-you-atStaging = Ви на місці збору
card-you-allclear = Ви зможете після повітряної тривоги. Тоді запитаємо ще раз

sms-airRaid-red = ТРИВОГА
    .short = ТРИВОГА
sms-airRaid-yellow = жовта тривога
    .short = жовта
sms-airRaid-unknown = тривога?
    .short = тривога?
sms-answer-away = #{ $number } прийнято: ЇДЕТЕ, { $gather }{ $dotPlace }
    .short = #{ $number } прийнято: ЇДЕТЕ, { $gather }
sms-answer-waits-away = #{ $number } прийнято: ЇДЕТЕ на місце, але машина чекає на вас{ $dotPlace }
    .short = #{ $number } МАШИНА ЧЕКАЄ НА ВАС. Прийнято: ЇДЕТЕ на місце
sms-answer-allClear = #{ $number } прийнято: БУДЕТЕ ПІСЛЯ ПОВІТРЯНОЇ ТРИВОГИ. Запитаємо ще раз
sms-askAtStation-away = #{ $number } { $awaited }. Їдете? { $link }
    .short = #{ $number } Вас чекають, не в депо. Їдете? { $link }
    .keys = #{ $number } Вас чекають, не в депо. { $dial }: 1-їду 0-не можу
    .reply = #{ $number } Вас чекають, не в депо. Надішліть: 1-їду 0-не можу
sms-sameFire-away = #{ $reported } тепер #{ $number }, та сама подія{ $dotPlace }. Ви їдете, { $gather }. { $link }
    .short = #{ $reported } тепер #{ $number }, та сама подія. Ви їдете. { $link }
sms-verdictWaits-airRaid = #{ $number } Екіпаж є, { $going }. ПОВІТРЯНА ТРИВОГА. { $tell101 } { $link }
    .short = #{ $number } Екіпаж є, { $going }. ПОВІТРЯНА ТРИВОГА. { $link }
sms-verdictWaits-impact = #{ $number } Екіпаж є, { $going }. МОЖЛИВИЙ ПРИЛІТ. { $tell101 } { $link }
    .short = #{ $number } Екіпаж є, { $going }. МОЖЛИВИЙ ПРИЛІТ. { $link }
sms-askDeparture-airRaid = #{ $number } ЧЕКАЄМО: ПОВІТРЯНА ТРИВОГА. Виїжджаємо? { $link }
    .keys = #{ $number } ПОВІТРЯНА ТРИВОГА. Виїжджаємо? { $dial }: 1-так 0-ні
sms-askDeparture-impact = #{ $number } МОЖЛИВИЙ ПРИЛІТ. Виїжджаємо? { $link }
    .keys = #{ $number } МОЖЛИВИЙ ПРИЛІТ. Виїжджаємо? { $dial }: 1-так 0-ні
sms-mayLeave-allowed = #{ $number } ВИЇЗД ДОЗВОЛЕНО{ $dotPlace }
    .short = #{ $number } ВИЇЗД ДОЗВОЛЕНО
sms-mayLeave-allClear = #{ $number } Виїзд більше не чекає: червоний рівень скінчився
sms-mayLeave-unknown = #{ $number } Виїзд більше не чекає. Про повітряну тривогу не знаємо: обережно!
sms-leftWithoutWord-airRaid = #{ $number } ВИЇХАЛИ БЕЗ ДОЗВОЛУ, повітряна тривога. { $link }
sms-leftWithoutWord-impact = #{ $number } ВИЇХАЛИ БЕЗ ДОЗВОЛУ, можливий приліт. { $link }
sms-askImpact = Приліт? #{ $number }{ $spacePlace }. Так чи ні: { $link }
    .keys = Приліт? #{ $number }{ $spacePlace }. { $dial }: 1-так 0-ні
sms-gatherAt-staging = #{ $number } МОЖЛИВИЙ ПРИЛІТ, до вогню не їдьте. { $gathers }
    .short = #{ $number } МОЖЛИВИЙ ПРИЛІТ. { $gathers }
sms-gatherAt-station = #{ $number } Прильоту немає: збір знову в депо{ $dotPlace }
    .short = #{ $number } Прильоту немає: збір знову в депо
sms-allClear = #{ $number } Повітряної тривоги немає. Їдете? { $link }
    .keys = #{ $number } Повітряної тривоги немає. { $dial }: 1-їду 0-не можу
    .reply = #{ $number } Повітряної тривоги немає. Надішліть: 1-їду 0-не можу

voice-airRaid-red = Повітряна тривога! Без слова начальника чи старшого не виїжджайте.
voice-airRaid-yellow = Повітряна тривога, жовтий рівень.
voice-airRaid-unknown = Чи є повітряна тривога, не знаємо. Будьте обережні.
voice-afterAirRaid = Можете після повітряної тривоги — натисніть два.
voice-answer-away = Прийнято: їдете, але не в депо.
    .prompt = { $gathering }. { $place }.
voice-answer-waits-away = Машина чекає на вас!
    .prompt = Прийнято: їдете на місце. { $place }.
voice-answer-allClear = Прийнято: будете після повітряної тривоги.
    .prompt = Коли вона скінчиться, запитаємо ще раз.
voice-askAtStation-away = { $awaited }. Їдете?
    .prompt = Їдете — натисніть один. Не можете — нуль. Уже на місці збору — три.
voice-sameFire-away = Це та сама подія. { $place }.
    .prompt = Подія { $reported } тепер має номер { $number }. Ви їдете, { $gather }.
voice-verdictWaits-airRaid = Екіпаж є, { $going }. Виїзд чекає: повітряна тривога.
    .prompt = Подія { $number }. { $place }.
voice-verdictWaits-impact = Екіпаж є, { $going }. Виїзд чекає: можливий приліт.
    .prompt = Подія { $number }. { $place }.
voice-askDeparture-airRaid = Екіпаж є, але повітряна тривога. Виїжджаємо?
    .prompt = Подія { $number }. { $place }. Виїжджаємо — натисніть один. Чекаємо — нуль.
voice-askDeparture-impact = Екіпаж є, але можливий приліт. Виїжджаємо?
    .prompt = Подія { $number }. { $place }. Виїжджаємо — натисніть один. Чекаємо — нуль.
voice-mayLeave-allowed = Виїзд дозволено.
    .prompt = Подія { $number }. { $place }.
voice-mayLeave-allClear = Виїзд більше не чекає: червоний рівень скінчився.
    .prompt = Подія { $number }. { $place }.
voice-mayLeave-unknown = Виїзд більше не чекає. Чи є повітряна тривога, не знаємо.
    .prompt = Будьте обережні. Подія { $number }.
voice-leftWithoutWord-airRaid = Виїхали без дозволу під час повітряної тривоги.
    .prompt = Подія { $number }. { $place }.
voice-leftWithoutWord-impact = Виїхали без дозволу, а можливий приліт.
    .prompt = Подія { $number }. { $place }.
voice-askImpact = Це приліт? { $place }.
    .prompt = Подія { $number }. Людей викликано, виїзд чекає на вас. Приліт — натисніть один. Ні — нуль.
voice-gatherAt-staging = Можливий приліт, до вогню не їдьте.
    .prompt = { $gathering }. Подія { $number }.
voice-gatherAt-station = Прильоту немає: збір знову в депо.
    .prompt = Подія { $number }. { $place }.
voice-allClear = Повітряної тривоги немає. Їдете?
    .prompt = { $place }. Їдете — натисніть один. Не можете — нуль.
voice-said-allclear = Прийнято: будете після повітряної тривоги.
voice-said-y-away = Прийнято: їдете. { $gathering }.
voice-said-atst-away = Прийнято: ви на місці збору.
voice-said-leave = Прийнято: виїжджаємо.
voice-said-impact = Прийнято: приліт. Нікого більше не кличемо.
voice-said-noimpact = Прийнято: не приліт.
voice-you-atStaging = Ви на місці збору.

telegram-answer-away = Прийнято: їдете, { $gather }
telegram-answer-waits-away = Прийнято: їдете на місце. Але машина чекає на вас
telegram-answer-allClear = Прийнято: будете після повітряної тривоги. Тоді запитаємо ще раз
telegram-askAtStation-away = { $awaited }. Їдете?
telegram-sameFire-away = Це та сама подія, що #{ $reported }. Ви їдете, { $gather }
telegram-verdictWaits-airRaid = Екіпаж є, { $going }. ВИЇЗД ЧЕКАЄ: повітряна тривога
telegram-verdictWaits-impact = Екіпаж є, { $going }. ВИЇЗД ЧЕКАЄ: можливий приліт
telegram-askDeparture-airRaid = Екіпаж є, але ПОВІТРЯНА ТРИВОГА. Виїжджаємо?
telegram-askDeparture-impact = Екіпаж є, але МОЖЛИВИЙ ПРИЛІТ. Виїжджаємо?
telegram-mayLeave-allowed = ВИЇЗД ДОЗВОЛЕНО
telegram-mayLeave-allClear = Виїзд більше не чекає: червоний рівень скінчився
telegram-mayLeave-unknown = Виїзд більше не чекає, але стан повітряної тривоги невідомий: будьте обережні
telegram-leftWithoutWord-airRaid = ВИЇХАЛИ БЕЗ ДОЗВОЛУ під час повітряної тривоги
telegram-leftWithoutWord-impact = ВИЇХАЛИ БЕЗ ДОЗВОЛУ, а можливий приліт
telegram-askImpact = Приліт? Людей викликано, виїзд чекає на вашу відповідь
telegram-gatherAt-staging = МОЖЛИВИЙ ПРИЛІТ, до вогню не їдьте. { $gathering }
telegram-gatherAt-station = Прильоту немає: збір знову в депо
telegram-allClear = Повітряної тривоги немає. Їдете?
button-allclear = Можу після відбою повітряної тривоги
button-allow-departure-airRaid = Виїжджаємо під час повітряної тривоги
button-allow-departure-impact = Виїжджаємо
button-impact = Так, приліт
button-no-impact = Ні
button-no-impact-full = Не приліт
button-at-staging = Я на місці збору

page-answer-allclear = Можу після відбою повітряної тривоги
page-answer-got-allclear = Прийнято: будете після повітряної тривоги. Тоді запитаємо ще раз
page-answer-got-away = Прийнято: їдете, збір не в депо
page-answer-got-away-time = Прийнято: їдете, на місці збору о { $time }
page-answer-waits-away = Машина чекає на вас
page-answer-mark-atStaging = Я на місці збору
page-answer-to-away = На місце збору
page-live-without-word = без дозволу старшого
page-live-allowed = Виїзд дозволено: { $name }, { $time }
timeline-airRaid-none = Повітряної тривоги немає
timeline-airRaid-yellow = Повітряна тривога: жовтий рівень
timeline-airRaid-red = Повітряна тривога: червоний рівень
timeline-airRaid-unknown = Стан повітряної тривоги невідомий
timeline-impact-suspected = Можливий приліт: збір не в депо
timeline-allowed = Виїзд дозволено
timeline-departure-asked = Питаємо, чи виїжджати
timeline-impact-asked = Питаємо, чи це приліт
timeline-after-all-clear = Питаємо знову після повітряної тривоги: { $who }
timeline-waits-airRaid = чекає: повітряна тривога
timeline-waits-impact = чекає: приліт?

### Resident: phone
# A call to the report number: the first sentence of a call about a fire lasts four seconds at most.

voice-report = Пожежа? З'єднуємо. Якщо можете, телефонуйте сто один.
voice-report-whisper = Дзвінок про пожежу. Натисніть один, щоб прийняти.
voice-report-talked = Дякуємо. Тримайте телефон поруч.
voice-report-nobody = Ніхто не взяв слухавки. Скажіть після сигналу, що і де горить.
voice-report-speak = Пожежа? Скажіть після сигналу, що і де горить. Якщо можете, телефонуйте сто один.
voice-report-heard = Записали.
voice-report-danger = Люди в небезпеці — натисніть один. Якщо ні, покладіть слухавку.
voice-report-danger-noted = Записали: люди в небезпеці.
voice-report-goodbye = Виведіть людей і не повертайтеся всередину. Телефонуйте сто один. Вам можуть передзвонити.
voice-report-silent = Ваш номер записали. Телефонуйте сто один. Вам можуть передзвонити.
voice-report-silent-hidden = Дзвінок записали, але вашого номера не видно. Телефонуйте сто один.
voice-report-warn = Завідомо неправдивий виклик спеціальних служб карається законом.
voice-report-failed = Сповістити ще не змогли. Телефонуйте сто один.
voice-report-blocked = Повідомлень із вашого номера тут не приймають. Телефонуйте сто один.
report-call-missed = Пропущений дзвінок про пожежу. Передзвоніть: { $phone }
report-call-missed-hidden = Пропущений дзвінок про пожежу, номер прихований
report-call-taken = Дзвінок про пожежу з { $phone }. Горить? Піднімайте людей
report-call-taken-hidden = Дзвінок про пожежу, номер прихований. Горить? Піднімайте людей
telegram-callers-voice = #{ $number }: слова з дзвінка про пожежу

# The call back: «Горить зараз?»
voice-callBack = Ви повідомили про пожежу. Горить зараз?
    .prompt = Горить — натисніть один. Уже не горить — нуль.
voice-callBack-place = Ви повідомили про пожежу: { $place }. Горить зараз?
voice-callBack-burning = Прийнято: горить. Виведіть людей і не повертайтеся всередину. Телефонуйте сто один.
voice-callBack-out = Прийнято: уже не горить. Дякуємо.
voice-callBack-silent = Не почули відповіді. Телефонуйте сто один.
voice-callBack-over = Це повідомлення вже закрито. Якщо горить, телефонуйте сто один.

# One segment each, to a number nobody knows.
sms-resident-taken = Прийняли. Телефонуйте 101. Вам можуть подзвонити, візьміть слухавку
sms-resident-warned = Прийняли. Телефонуйте 101. Завідомо неправдивий виклик карає закон
sms-resident-ask = Горить? Напишіть, що і де. Телефонуйте 101
sms-resident-burning = Прийняли: горить. Телефонуйте 101
sms-resident-out = Прийняли: уже не горить. Дякуємо
sms-resident-mistake = Прийняли: помилка. Дякуємо
sms-resident-blocked = Повідомлень із вашого номера тут не приймають. Телефонуйте 101

doctor-report-number = номер для повідомлень ({ $brigade }): { $number }; у Twilio його дзвінки мають вести на { $url }
doctor-report-number-needs = номер для повідомлень ({ $brigade }) є, а Twilio не налаштовано: дзвінок на нього ніхто не почує
doctor-number-webhooks = номери Twilio, що приймають дзвінки, мають вести на { $url }: { $names }
doctor-number-sms = SMS на { $names } мають вести на { $url }

### Reports

telegram-callBack = Ви повідомили про пожежу. Горить зараз?
telegram-reporterNews-coming = { bot-resident-coming }
telegram-reporterNews-coming-minutes = Допомога буде приблизно через { $minutes } хв. Виведіть людей і не повертайтеся всередину. Телефонуйте 101.
telegram-reporterNews-over = { bot-resident-over }
telegram-reporterNews-cancelled = За цим повідомленням нікого більше не кличемо. Якщо горить, телефонуйте 101 і повідомте ще раз.
telegram-reporterSays-burning = Заявник каже: горить.
telegram-reporterSays-out = Заявник каже: уже не горить.
telegram-reporterSays-mistake = Заявник каже: це помилка.
telegram-reporterSays-differs = Заявник пише інше: { $text }
sms-callBack = Ви повідомили про пожежу. Горить зараз? Телефонуйте 101
sms-reporterNews-coming = Допомога їде. Виведіть людей, всередину не йдіть. Телефонуйте 101
sms-reporterNews-coming-minutes = Допомога буде через { $minutes } хв. Виведіть людей. Телефонуйте 101
sms-reporterNews-over = Подію завершено. Дякуємо.
sms-reporterNews-cancelled = Нікого більше не кличемо. Якщо горить, телефонуйте 101
sms-reporterSays-burning = #{ $number } заявник каже: горить. { $link }
sms-reporterSays-out = #{ $number } заявник: уже не горить. { $link }
sms-reporterSays-mistake = #{ $number } заявник: це помилка. { $link }
sms-reporterSays-differs = #{ $number } заявник: { $text } { $link }
voice-reporterNews-coming = Допомога їде. Виведіть людей і не повертайтеся всередину.
    .prompt = Телефонуйте сто один.
voice-reporterNews-coming-minutes = { $minutes ->
        [one] Допомога буде приблизно через { $minutes } хвилину. Виведіть людей.
        [few] Допомога буде приблизно через { $minutes } хвилини. Виведіть людей.
       *[many] Допомога буде приблизно через { $minutes } хвилин. Виведіть людей.
    }
    .prompt = Телефонуйте сто один.
voice-reporterNews-over = Подію завершено.
    .prompt = Дякуємо.
voice-reporterNews-cancelled = Нікого більше не кличемо.
    .prompt = Якщо горить, телефонуйте сто один.
voice-reporterSays-burning = Заявник каже: горить.
    .prompt = Подія { $number }. { $place }.
voice-reporterSays-out = Заявник каже: уже не горить.
    .prompt = Подія { $number }. { $place }.
voice-reporterSays-mistake = Заявник каже: це помилка.
    .prompt = Подія { $number }. { $place }.
voice-reporterSays-differs = Заявник каже інше: { $text }
    .prompt = Подія { $number }. { $place }.

### Resident: page

report-form-in-uk = Українською
report-form-in-en = In English
report-form-first = Спершу телефонуйте 101, потім повідомте тут.
report-form-where-hint = Село, вулиця або що поруч
report-form-here-found = Місце визначено.
report-form-here-failed = Не вдалося визначити, де ви. Напишіть місце словами.
report-form-phone = Ваш номер, щоб вам могли передзвонити (не обов'язково)
report-form-add = Додати
report-form-look = Оновити сторінку
report-form-another = Повідомити про іншу пожежу
report-form-is-it = Горить тут?
report-form-which = Де саме горить?
report-form-no-number = Номера не розібрали. Напишіть його з кодом: 067 123 45 67.
report-form-tooMany = Звідси надійшло забагато повідомлень
    .help = Якщо горить, телефонуйте 101.
report-form-blocked = Ваших повідомлень тут більше не приймають
    .help = Якщо горить, телефонуйте 101.
report-form-kept = Ваше повідомлення збережено
    .help = Але передати його зараз не можемо. Телефонуйте 101.
report-sheet-title = Горить?
report-sheet-call = Телефонуйте 101
report-sheet-then = Потім наведіть сюди камеру телефона й повідомте, що й де горить
report-sheet-number = Немає інтернету? Телефонуйте { $number }

### Board: residents and war

board-reports = Повідомлення
board-reports-do = Що зробити з повідомленням { $time }
board-reports-split = Інша подія ({ $time })
board-reports-split-from = Виділено з #{ $number }
board-reports-split-cannot = { $action }: не можна, повідомлення тут єдине або подію веде черговий
board-reports-block = Заблокувати заявника ({ $time })
board-reports-unblock = Розблокувати заявника ({ $time })
board-reports-is-blocked = Заявника заблоковано: більше не приймаємо від нього повідомлень
board-merged-split = Інша подія: знову #{ $number }
board-tasks = Завдання
board-water-unknown = не перевірено
board-observers = Для відома: { $list }
board-observers-one = { $kind }: { $count }
board-observer-policeOfficer = поліцейський офіцер громади
board-observer-rescueOfficer = офіцер-рятувальник громади
board-observer-securityCentre = Центр безпеки
board-observer-villageHead = староста
board-observer-other = інші
board-hand-over-unit = Підрозділ ДСНС
board-helpers-which = Яку саме? Якщо не вибрати, просимо ту, що потрібна для такої події.
board-helpers-ask = Попросити { $list }
board-equipment-tractor = трактор
board-equipment-plough = плуг
board-equipment-barrel = бочку з водою
board-equipment-excavator = екскаватор
board-equipment-other = іншу техніку
board-sign-waits-airRaid = виїзд чекатиме дозволу: повітряна тривога
board-sign-waits-impact = виїзд чекатиме відповіді: приліт?
board-sign-mines = міни: не всі знають
board-sign-reports = { $count ->
        [one] { $count } повідомлення
        [few] { $count } повідомлення
       *[many] { $count } повідомлень
    }
board-map-hazard-mines = Міни
board-map-hazard-unexploded = Нерозірвані боєприпаси
board-map-hazard-other = Небезпечно
board-map-hazards = небезпечна земля
board-map-staging = Місце збору
board-map-report = повідомлення о { $time }
board-map-reports = місця з повідомлень
board-map-water = вода
board-map-water-unknown = вода, не перевірено
board-map-water-dry = води немає
board-map-water-letter-hydrant = Г
board-map-water-letter-pond = С
board-map-water-letter-river = Р
board-map-water-letter-tower = Б
board-map-water-letter-reservoir = В
board-map-water-letter-well = К
board-map-water-letter-other = І

### Board: roster of residents and war

board-residents = Мешканцям
board-residents-number = Номер для повідомлень про пожежу
    .help = Дзвінок на нього чують одразу начальник, заступники й староста. Якщо за 20 секунд ніхто не взяв слухавки, людина каже після сигналу, що і де горить.
board-field-number = Номер
    .help = Окремий номер, на який у голосового оператора налаштовано Дзвін. Порожньо — такого номера немає.
board-field-minutes = Казати мешканцям, через скільки хвилин буде допомога
    .help = Без цього вони дізнаються лише, що допомога їде.
board-fault-number-own = Цей номер уже приймає інші дзвінки Дзвону. Потрібен окремий.
board-fault-number-taken = Цей номер уже має інший підрозділ
board-residents-form = Сторінка для дошки оголошень
    .help = Хто наведе сюди камеру, повідомить про пожежу без Телеграму. Код не змінюється, доки адміністратор не змінить ключ сервера: тоді надрукуйте аркуш знову.
board-residents-qr = QR-код сторінки, де повідомляють про пожежу
board-residents-sheet = Аркуш, щоб надрукувати

board-staging = Місце збору не в депо
    .help = Сюди кличемо людей, коли можливий приліт: подалі від депо й від того, що може горіти. Поки місця немає, люди чекають слова начальника.
board-field-words = Де збираємося
    .help = Наприклад: біля церкви в Росохачі
board-staging-place = Точка на карті
board-staging-no-place = Без точки

board-others = Спостерігачі й помічники
board-others-no-area = Спершу вкажіть код території підрозділу: без нього тут нікого не додати.
board-others-search = Знайти за ім'ям або місцем
board-others-all-types = Про всі події
board-others-every-type = усі
board-field-types = Події
    .help = Нічого не позначено — про всі події
board-field-area = Де
    .help = Почніть писати назву села: запропонуємо його або всю громаду.
board-area-own = Уся територія підрозділу
board-area-whole = Уся { $name }
board-area-raion = { $name } район
board-area-oblast = { $name } область
board-fault-area-choose = Виберіть село або громаду зі списку
board-fault-area-unseen = Це не ваша територія
board-whom = Хто це
board-whom-new = Нова людина
board-whom-known = Людина зі списку
board-whom-none = Такої людини в списку немає
board-whom-search = Людина
    .help = За ім'ям або номером телефону

board-observing = Спостерігачі
    .help = Їх повідомляємо, коли людей викликано, коли екіпаж виїхав і коли все скінчилося. Їм не дзвонимо, і на виїзд вони не їдуть.
board-observers-none = Спостерігачів ще немає
board-observer-add = Додати спостерігача
board-observer-remove = Прибрати спостерігача
board-observing-kind = Яка це служба
board-observing-policeOfficer = поліцейський офіцер громади
board-observing-rescueOfficer = офіцер-рятувальник громади
board-observing-securityCentre = Центр безпеки
board-observing-villageHead = староста
board-observing-other = інше

board-helpers = Помічники з технікою
    .help = Їх просимо приїхати з трактором чи бочкою. Це не екіпаж, і без власної згоди людини ми її не кличемо.
board-helpers-none = Помічників ще немає
board-helper-add = Додати помічника
    .help = Спитаємо згоди повідомленням: людина погоджується сама.
board-helper-remove = Прибрати помічника
board-field-equipment = Яка техніка
board-fault-equipment = Позначте хоча б одну
board-consent-agreed = згода з { $time }
board-consent-asked = чекаємо згоди, запитали { $time }
board-consent-unasked = згоди ще не питали
board-consent-refused = відмова { $time }
board-consent-never = просить більше не питати, { $time }
board-consent-ask = Запитати згоди
board-consent-ask-again = Запитати ще раз
board-consent-withdraw = Людина відмовилася
board-consent-unsent = Запитати не вдалося: людині зараз немає чим написати

board-ground = Вода й небезпечні ділянки
board-water = Вода
board-water-within = Навколо депо
board-water-kilometres = до { $kilometres } км
board-water-found = { $count ->
        [0] Тут місць із водою ще немає
        [one] { $count } місце з водою
        [few] { $count } місця з водою
       *[many] { $count } місць із водою
    }
board-water-cut = Їх тут понад 500, показуємо не всі. Виберіть меншу відстань.
board-water-is-works = вода є
board-water-is-dry = води немає
board-water-is-unknown = невідомо, чи є вода
board-water-state = { $name }: чи є вода
board-water-said-dry = { $time }: мешканці кажуть, що води немає
board-water-refill = Набрати води: { $minutes } хв
board-water-tested = Перевірено { $day }
board-water-untested = Ще не перевіряли
board-water-add = Додати місце з водою
board-water-remove = Прибрати місце з водою
board-field-waterName = Назва
    .help = Наприклад: ставок біля школи. Можна лишити порожньою.
board-field-waterLocation = Точка
board-field-waterState = Чи є вода
board-field-refillMinutes = За скільки хвилин наповнюється машина
board-field-access = Як під'їхати
    .help = Наприклад: від мосту, взимку лише трактором
board-field-tested = Коли перевіряли
board-fault-refill = Потрібне число хвилин: більше ніж 0, найбільше 600
board-fault-water-far = Це далі ніж 30 км від ваших підрозділів
board-water-import = Завантажити воду з файла
    .help = Таблиця CSV або карта GeoJSON. Спершу лише перевіримо. Чого у файлі немає, те лишається.

board-hazards = Небезпечні ділянки
    .help = Міни й нерозірвані боєприпаси: про них кажемо в кожному виклику поряд. Показано те, що ближче ніж 30 км від депо.
board-hazards-none = Таких ділянок тут не записано
board-hazards-cut = Їх тут понад 1000, показуємо не всі
board-hazards-unsigned = Без джерела
board-hazards-mines = { $count ->
        [one] { $count } замінована ділянка
        [few] { $count } заміновані ділянки
       *[many] { $count } замінованих ділянок
    }
board-hazards-unexploded = { $count ->
        [one] { $count } ділянка з нерозірваними боєприпасами
        [few] { $count } ділянки з нерозірваними боєприпасами
       *[many] { $count } ділянок із нерозірваними боєприпасами
    }
board-hazards-other = { $count ->
        [one] { $count } інша небезпечна ділянка
        [few] { $count } інші небезпечні ділянки
       *[many] { $count } інших небезпечних ділянок
    }
board-hazards-each = Кожна ділянка
board-hazard-mines = Міни
board-hazard-unexploded = Нерозірвані боєприпаси
board-hazard-other = Інша небезпека
board-hazard-remove = Прибрати: там уже безпечно
board-hazards-source = Джерело
    .help = Якщо у файлі його не названо. Наприклад: ДСНС, Чортків
board-hazards-import = Завантажити ділянки з карти
    .help = Карта GeoJSON. Файл заміняє все, що це джерело казало раніше: чого в ньому немає, те приберемо.

board-import-prove = Щоб завантажити файл, увійдіть ще раз: після входу на це є десять хвилин.
board-import-reading = Читаємо файл…
board-import-would = Буде додано: { $created }, змінено: { $updated }, без змін: { $unchanged }
board-import-written = Додано: { $created }, змінено: { $updated }, без змін: { $unchanged }
board-import-removes = { $count ->
        [one] Приберемо { $count } ділянку, якої у файлі немає
        [few] Приберемо { $count } ділянки, яких у файлі немає
       *[many] Приберемо { $count } ділянок, яких у файлі немає
    }
board-import-removed = { $count ->
        [one] Прибрано { $count } ділянку, якої у файлі немає
        [few] Прибрано { $count } ділянки, яких у файлі немає
       *[many] Прибрано { $count } ділянок, яких у файлі немає
    }
board-import-sources = Джерело: { $list }
board-import-ignored = Цих колонок не читаємо: { $list }
board-import-write = Записати
board-import-rejected = { $count ->
        [one] У файлі { $count } помилка, тож нічого не записано
        [few] У файлі { $count } помилки, тож нічого не записано
       *[many] У файлі { $count } помилок, тож нічого не записано
    }
board-import-unread = Файла не прочитали. Потрібен CSV або GeoJSON у кодуванні UTF-8.
board-import-line = Рядок { $number }
board-import-feature = Об'єкт { $number }
board-import-missing = у файлі немає цієї колонки
board-import-twice = ця колонка у файлі двічі
board-import-again = це вже є у файлі вище
board-import-swapped = широту й довготу переплутано
board-import-far = далі ніж 30 км від ваших підрозділів
board-import-long = забагато
board-import-cells = зайвий роздільник або лапка
board-import-kind = такого виду не знаємо
board-import-place = потрібні градуси, наприклад 49.017 і 25.795
board-import-minutes = потрібні хвилини, найбільше 600
board-import-day = потрібен день, наприклад 2026-04-30
board-import-state = можна лише works, dry або unknown
board-import-shape = такої фігури або її координат не зрозуміли
board-import-wrong = не зрозуміли
