# Слова демонстрації та програвання: їх бачить людина за терміналом і сторінка телефонів.

### Часова лінія

line-seconds = +{ $seconds } с
once-title = Дзвін: одна пожежа від повідомлення до кінця. Зерно { $seed }, у { $speed }× швидше; у селі четвер, { $clock }.
once-village =
    У громаді { $brigades ->
        [one] { $brigades } підрозділ
        [few] { $brigades } підрозділи
       *[many] { $brigades } підрозділів
    }, { $people ->
        [one] { $people } особа
        [few] { $people } особи
       *[many] { $people } осіб
    }; Телеграм підключено в { $bound }. Усе вигадане, справжні телефони не дзвонять.
once-legend = Ліворуч секунди села від повідомлення; мілісекунди — час цієї машини.
reported-house = Служба 101 повідомляє: горить хата. { $place }
reported-grass = Служба 101 повідомляє: горить стерня. { $place }
reported-exercise = Служба 101 повідомляє: навчання, не горить. { $place }
accepted = Прийнято, подія #{ $number } (за { $ms } мс)
first-request = Перше звернення до оператора зв'язку (через { $ms } мс після повідомлення)
alerted =
    Викликаємо { $count ->
        [one] { $count } особу
        [few] { $count } особи
       *[many] { $count } осіб
    }, черга { $wave }
alerted-brigade = { "    " }{ $brigade }: { $names }
alerted-nobody = Викликати нема кого
again =
    Ще раз викликаємо { $count ->
        [one] { $count } особу, яка мовчить
        [few] { $count } особи, які мовчать
       *[many] { $count } осіб, які мовчать
    }
answer-responding = Їде: { $name }, { $channel }; буде на +{ $eta } с
answer-notResponding = Не може: { $name }, { $channel }
answer-later = Буде пізніше: { $name }, { $channel }
channel-telegram = Телеграм
channel-sms = СМС
channel-voice = дзвінок
channel-page = сторінка
channel-behalf = переказали
channel-console = консоль
role-driver_c = водій
role-leader = старший
role-medic = парамедик
desk = черговий
no-vehicle = без машини
unreachable = Без зв'язку: { $name }
promised = Екіпаж є: { $brigade }, { $vehicle }, виїзд на +{ $seconds } с. Їдуть: { $names }
fell-short = Екіпажу знову бракує людей: { $vehicle }
verdict-leaves =
    Підсумок двох хвилин: виїзд на +{ $seconds } с, { $count ->
        [one] їде { $count }
       *[other] їдуть { $count }
    }
verdict-notGathering =
    Підсумок двох хвилин: екіпаж не збирається, { $count ->
        [0] ніхто не їде
        [one] їде { $count }
       *[other] їдуть { $count }
    }
humans-called = Дзвонимо тим, хто відповідає: { $names }
taken-over = Бере на себе: { $name }
asked-at-station = Питаємо, чи вже в депо: { $name }
seat-opened = Місце звільнено: { $name }
called-back = Знову потрібні: { $names }
reserve = У резерві: { $names }
stood-down =
    ВІДБІЙ ВИЇЗДУ: { $count ->
        [one] { $count } особа
        [few] { $count } особи
       *[many] { $count } осіб
    }
stood-down-names = { "    " }{ $names }
marked-atStation = У депо: { $name }
marked-departed = ВИЇХАЛИ: { $brigade }, { $vehicle } (позначка: { $name })
marked-onScene = На пожежі: { $brigade } (позначка: { $name })
closed = Подію завершено
cancelled = Подію скасовано
once-phones =
    На телефонах: { $messages ->
        [one] { $messages } повідомлення
        [few] { $messages } повідомлення
       *[many] { $messages } повідомлень
    } Телеграму, { $texts } СМС, { $calls ->
        [one] { $calls } дзвінок
        [few] { $calls } дзвінки
       *[many] { $calls } дзвінків
    }; операторам { $requests ->
        [one] { $requests } запит
        [few] { $requests } запити
       *[many] { $requests } запитів
    }.
once-done = Машина виїхала на +{ $departed } с, решті дали відбій виїзду на +{ $stoodDown } с.
once-failed = Жодна машина не виїхала або решті не дали відбою виїзду.
once-slow = Перше звернення до оператора забрало { $ms } мс, а має вкластися в 1000 мс.

### Сторінка телефонів і запуск

page-title = Дзвін: телефони громади
page-house = Горить хата
page-grass = Горить стерня
page-air-red = Повітряна тривога: червоний рівень
page-air-yellow = Повітряна тривога: жовтий рівень
page-air-none = Повітряна тривога: немає
page-exercise = Навчання
page-desk = Пульт чергового
page-wall = Екран депо
page-chief = Сторінка начальника
page-docs = Опис API
page-no-incident = Подій ще немає. Натисніть «Горить хата» на сторінці телефонів; ця сторінка оновиться сама.
live-title =
    Дзвін живе в { $speed }× швидше за годинник: { $brigades ->
        [one] { $brigades } підрозділ
        [few] { $brigades } підрозділи
       *[many] { $brigades } підрозділів
    }, { $people ->
        [one] { $people } особа
        [few] { $people } особи
       *[many] { $people } осіб
    }. Вони відповідають самі; хто взяв телефон до рук на сторінці, відповідає замість них.
live-phones = Телефони й кнопки «горить»:     { $url }
live-report-number = Або дзвінком, без інтернету:  наберіть { $number } на тому ж телефоні: дзвонитиме начальнику, заступнику і старості; якщо ніхто не відповість за 20 с, говоріть після сигналу
live-resident = Повідомити про пожежу як мешканка:  { $name }, перший телефон на тій сторінці: напишіть «горить хата» або надішліть місце
live-desk = Пульт чергового:                { $url }
live-wall = Екран депо:                     { $url }
live-chief = Начальник найновішої події:     { $url }
live-sign-in = Вхід начальника:                { $url } (номер { $phone }; код прийде на його телефон)
live-docs = Опис API:                       { $url }
live-key = Ключ для API:                   Authorization: Bearer { $key }
live-not-real = Оператори тут несправжні: жоден справжній телефон не задзвонить. Люди й номери вигадані.
live-stop = Зупинити: Ctrl-C.

### Програвання

replay-title = Відтворюємо { $file }: { $speed }×, тихі проміжки пропускаємо, годинник іде лише вперед.
replay-read =
    Точок { $points }: поза районом { $outside }, без часу чи місця { $broken }; решту об'єднано (2 км, 1 год) у { $incidents ->
        [one] { $incidents } подію
        [few] { $incidents } події
       *[many] { $incidents } подій
    }.
replay-brigades =
    Підрозділи створено: { $brigades ->
        [one] { $brigades } підрозділ
        [few] { $brigades } підрозділи
       *[many] { $brigades } підрозділів
    }, { $people ->
        [one] { $people } особа
        [few] { $people } особи
       *[many] { $people } осіб
    }. Люди вигадані, відповідають за правилами симулятора, зерно { $seed }.
replay-gaps = Між подіями годинник перескакує до години наступної; кожна йде до виїзду, до людини, що взяла на себе, або 30 хвилин села.
replay-incident = { $index }. { $at }  { $place }  { $type }
replay-points =
    { $points ->
        [one] { $points } точка
        [few] { $points } точки
       *[many] { $points } точок
    }
replay-chosen = { "   " }кличемо: { $names }
replay-chosen-brigade = { $brigade } { $count }
replay-times = { "   " }перший виклик { $first }; останній першого кроку { $last }; екіпаж зібрано { $crew }; виїхали { $departed }; людину покликано { $human }
replay-seconds = +{ $seconds } с
replay-never = —
replay-none = { "   " }кликати нема кого
replay-summary =
    Підсумок: { $incidents ->
        [one] { $incidents } подія
        [few] { $incidents } події
       *[many] { $incidents } подій
    }; екіпаж зібрано { $gathered }, виїхали { $departed }, покликано людину { $human }, ні того, ні того { $neither }.
replay-summary-first = Перший виклик: медіана { $median } с, найдовше { $worst } с. Останній першого кроку: медіана { $lastMedian } с, найдовше { $lastWorst } с.
replay-summary-crew = Екіпаж зібрано: медіана { $median } с, 90 % за { $ninety } с. Кликано на подію: у середньому { $alerted }; дзвінків { $calls }, СМС { $texts }, Телеграм { $messages }.
replay-summary-machine = Час машини: { $seconds } с.
