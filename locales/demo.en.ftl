# Words of the demo and the replay, for whoever sits at the terminal and the phones page.

### The time line

line-seconds = +{ $seconds } s
once-title = Dzvin: one fire from the report to the end. Seed { $seed }, { $speed }× faster; in the village it is Thursday, { $clock }.
once-village =
    The hromada has { $brigades ->
        [one] { $brigades } brigade
       *[other] { $brigades } brigades
    } and { $people ->
        [one] { $people } person
       *[other] { $people } people
    }; Telegram is bound for { $bound }. All invented, no real phone rings.
once-legend = On the left village seconds since the report; milliseconds are this machine's.
reported-house = The 101 service reports a house on fire. { $place }
reported-grass = The 101 service reports stubble on fire. { $place }
reported-exercise = The 101 service reports an exercise, nothing is burning. { $place }
accepted = Accepted, incident #{ $number } (in { $ms } ms)
first-request = First request to a carrier ({ $ms } ms after the report)
alerted =
    Alerting { $count ->
        [one] { $count } person
       *[other] { $count } people
    }, wave { $wave }
alerted-brigade = { "    " }{ $brigade }: { $names }
alerted-nobody = Nobody to alert
again =
    Alerting again { $count ->
        [one] { $count } silent person
       *[other] { $count } silent people
    }
answer-responding = Coming: { $name }, { $channel }; there at +{ $eta } s
answer-notResponding = Cannot: { $name }, { $channel }
answer-later = Later: { $name }, { $channel }
channel-telegram = Telegram
channel-sms = SMS
channel-voice = call
channel-page = page
channel-behalf = passed on
channel-console = console
role-driver_c = driver
role-leader = leader
role-medic = medic
desk = desk
no-vehicle = no vehicle
unreachable = Unreachable: { $name }
promised = Crew complete: { $brigade }, { $vehicle }, leaves at +{ $seconds } s. Going: { $names }
fell-short = Short of people again: { $vehicle }
verdict-leaves = Verdict: leaves at +{ $seconds } s, { $count } coming
verdict-notGathering =
    Verdict: not gathering, { $count ->
        [0] nobody coming
       *[other] { $count } coming
    }
humans-called = Calling whoever is responsible: { $names }
taken-over = Takes over: { $name }
asked-at-station = Asked whether at the station: { $name }
seat-opened = Seat opened: { $name }
called-back = Needed again: { $names }
reserve = In reserve: { $names }
stood-down =
    STAND DOWN: { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
stood-down-names = { "    " }{ $names }
marked-atStation = At the station: { $name }
marked-departed = DEPARTED: { $brigade }, { $vehicle } (marked by { $name })
marked-onScene = On scene: { $brigade } (marked by { $name })
closed = Incident closed
cancelled = Incident cancelled
once-phones =
    On the phones: { $messages ->
        [one] { $messages } Telegram message
       *[other] { $messages } Telegram messages
    }, { $texts } SMS, { $calls ->
        [one] { $calls } call
       *[other] { $calls } calls
    }; { $requests ->
        [one] { $requests } request
       *[other] { $requests } requests
    } to carriers.
once-done = The vehicle left at +{ $departed } s, the rest were stood down at +{ $stoodDown } s.
once-failed = No vehicle left, or the rest were not stood down.
once-slow = The first request to a carrier took { $ms } ms; 1000 ms is the limit.

### The phones page and the start

page-title = Dzvin: the hromada's phones
page-house = House fire
page-grass = Stubble fire
page-air-red = Air raid: red
page-air-yellow = Air raid: yellow
page-air-none = Air raid: none
page-exercise = Exercise
page-desk = The duty desk
page-wall = The station screen
page-chief = The chief's page
page-docs = The API
page-no-incident = No incident yet. Press “House fire” on the phones page; this page reloads by itself.
live-title =
    Dzvin lives { $speed }× faster than the clock: { $brigades ->
        [one] { $brigades } brigade
       *[other] { $brigades } brigades
    }, { $people ->
        [one] { $people } person
       *[other] { $people } people
    }. They answer by themselves; whoever takes a phone in hand on the page answers instead.
live-phones = Phones and the fire buttons:   { $url }
live-report-number = Or by a call, without data: dial { $number } on the same phone: it rings the chief, a deputy and the village head; if nobody answers for 20 s, speak after the tone
live-resident = Report a fire as a resident: { $name }, the first phone on that page: write “house on fire” or send the place
live-desk = The duty desk:                 { $url }
live-wall = The station screen:            { $url }
live-chief = Chief of the newest incident:  { $url }
live-sign-in = The chief signs in:            { $url } (phone { $phone }; the code comes to it)
live-docs = The API described:             { $url }
live-key = Key for the API:               Authorization: Bearer { $key }
live-not-real = The carriers here are not real: no real phone will ring. People and numbers are invented.
live-stop = Stop: Ctrl-C.

### Replay

replay-title = Replaying { $file }: { $speed }×, quiet gaps are skipped, the clock only goes forward.
replay-read =
    { $points } points: { $outside } outside the raion, { $broken } without time or place; the rest joined (2 km, 1 h) into { $incidents ->
        [one] { $incidents } incident
       *[other] { $incidents } incidents
    }.
replay-brigades =
    Brigades made up: { $brigades ->
        [one] { $brigades } brigade
       *[other] { $brigades } brigades
    }, { $people ->
        [one] { $people } person
       *[other] { $people } people
    }. Invented people who answer by the simulator's rules, seed { $seed }.
replay-gaps = Between incidents the clock jumps to the hour of the next; each runs until departure, until a human took over, or for 30 village minutes.
replay-incident = { $index }. { $at }  { $place }  { $type }
replay-points =
    { $points ->
        [one] { $points } point
       *[other] { $points } points
    }
replay-chosen = { "   " }alerted: { $names }
replay-chosen-brigade = { $brigade } { $count }
replay-times = { "   " }first alert { $first }; last of the first step { $last }; crew complete { $crew }; departed { $departed }; human called { $human }
replay-seconds = +{ $seconds } s
replay-never = —
replay-none = { "   " }nobody to alert
replay-summary =
    Summary: { $incidents ->
        [one] { $incidents } incident
       *[other] { $incidents } incidents
    }; crew complete { $gathered }, departed { $departed }, human called { $human }, neither { $neither }.
replay-summary-first = First alert: median { $median } s, longest { $worst } s. Last of the first step: median { $lastMedian } s, longest { $lastWorst } s.
replay-summary-crew = Crew complete: median { $median } s, 90 % within { $ninety } s. Alerted per incident: { $alerted } on average; { $calls } calls, { $texts } SMS, { $messages } Telegram messages.
replay-summary-machine = Machine time: { $seconds } s.
