# The service's words in English. The second language: every identifier, attribute and
# variable of uk.ftl is here too (test/wording/locales.test.ts checks it).
# Polite "you", buttons in the first person, no gender. FIRE and the other .word entries
# stand only in a real alarm: siren apps on people's phones hang on them.

### Incident types: value = word of the card; .word = head of the alarm; .sms = word in SMS; .spoken = first word of the call

type-structure_fire = house
    .word = FIRE
    .sms = house
    .spoken = Fire
    .full = dwelling house
    .icon = 🔥
type-outbuilding_fire = shed
    .word = FIRE
    .sms = shed
    .spoken = Fire
    .full = outbuilding
    .icon = 🔥
type-vegetation_fire = stubble
    .word = FIRE
    .sms = stubble
    .spoken = Fire
    .full = grass, stubble, forest, peat
    .icon = 🔥
type-vehicle_fire = car
    .word = FIRE
    .sms = car
    .spoken = Fire
    .full = car or farm machine
    .icon = 🔥
type-industrial_fire = works
    .word = FIRE
    .sms = works
    .spoken = Fire
    .full = works, warehouse, public building
    .icon = 🔥
type-road_accident = road accident
    .word = CRASH
    .sms = road
    .spoken = Road accident
    .full = road accident
    .icon = 🚗
type-hazmat = leak
    .word = HAZMAT
    .sms = leak
    .spoken = Chemical hazard
    .full = leak of gas or a dangerous substance
    .icon = ☣️
type-shelling_impact = impact
    .word = SHELLING
    .sms = impact
    .spoken = Shelling
    .full = impact of shelling
    .icon = 💥
type-rescue = help needed
    .word = RESCUE
    .sms = help
    .spoken = Rescue
    .full = help for people
    .icon = 🛟
type-other = other
    .word = DANGER
    .sms = other
    .spoken = Danger
    .full = another incident
    .icon = ❗

### Mode of the incident

mode-actual = real incident
mode-exercise = exercise
    .word = EXERCISE
    .spoken = Exercise
    .icon = 🔔
mode-test = connection test
    .word = TEST
    .spoken = Connection test
    .icon = 📶

### Qualifications; .genitive after "missing", .missing with a number, .full in lists

qual-driver_c = driver
    .genitive = a driver
    .missing = { $count ->
        [1] a driver
        [one] { $count } driver
       *[other] { $count } drivers
    }
    .full = driver, category C
qual-leader = leader
    .genitive = a leader
    .missing = { $count ->
        [1] a leader
        [one] { $count } leader
       *[other] { $count } leaders
    }
    .full = crew leader
qual-firefighter = firefighter
    .genitive = a firefighter
    .missing = { $count ->
        [one] { $count } firefighter
       *[other] { $count } firefighters
    }
    .full = firefighter
qual-ba = breathing apparatus
    .genitive = a breathing apparatus wearer
    .missing = { $count ->
        [one] { $count } breathing apparatus wearer
       *[other] { $count } breathing apparatus wearers
    }
    .full = breathing apparatus wearer
qual-medic = paramedic
    .genitive = a paramedic
    .missing = { $count ->
        [1] a paramedic
        [one] { $count } paramedic
       *[other] { $count } paramedics
    }
    .full = paramedic
qual-first_aid = first aid
    .genitive = a first aider
    .missing = { $count ->
        [1] a first aider
        [one] { $count } first aider
       *[other] { $count } first aiders
    }
    .full = first aid
qual-keyholder = key
    .genitive = the station key
    .missing = { $count ->
        [1] the station key
        [one] { $count } station key
       *[other] { $count } station keys
    }
    .full = station key
qual-anybody = anybody
    .genitive = a person
    .missing = { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
    .full = anybody in the brigade
qual-vehicle = vehicle
    .genitive = a vehicle
    .missing = { $count ->
        [1] a vehicle
        [one] { $count } vehicle
       *[other] { $count } vehicles
    }
    .full = vehicle

### Missing

missing = Missing: { $list }
missing-own = { $count ->
        [1] "{ $name }"
       *[other] "{ $name }" ({ $count })
    }
shortage-driver_c = NO DRIVER
shortage-leader = NO LEADER
shortage-vehicle = NO VEHICLE
shortage-keyholder = NO KEY
shortage-other = MISSING { $list }
shortage-more = { $shortage }, missing { $list }
shortage-none = GATHERING

### People, time, distance

people = { $count ->
        [one] { $count } person
        [few] { $count } people
       *[many] { $count } people
    }
people-together = { $count ->
        [1] one person
        [2] two people
        [3] three people
        [4] four people
        [5] five people
        [one] { $count } person
        [few] { $count } people
       *[many] { $count } people
    }
going = { $count ->
        [0] nobody coming
        [one] { $count } coming
       *[other] { $count } coming
    }
going-of = { $count ->
        [0] nobody coming, { $need } needed
        [one] { $count } of { $need } coming
       *[other] { $count } of { $need } coming
    }
duration-minutes = { $minutes } min
duration-minutes-words = { $minutes ->
        [one] { $minutes } minute
        [few] { $minutes } minutes
       *[many] { $minutes } minutes
    }
duration-seconds = { $seconds } s
in-minutes = { $minutes ->
        [one] in { $minutes } minute
        [few] in { $minutes } minutes
       *[many] in { $minutes } minutes
    }
since-minutes = +{ $minutes } min
distance-metres = { $metres } m
distance-kilometres = { $kilometres } km

### Headlines

headline-unconfirmed = NOT CONFIRMED
headline-gathering = GATHERING
headline-noDriver = NO DRIVER
headline-noLeader = NO LEADER
headline-noVehicle = NO VEHICLE
headline-noKey = NO KEY
headline-fewPeople = TOO FEW PEOPLE
    .counted = TOO FEW PEOPLE: { $have } of { $need }
headline-nobodyAnswered = NOBODY ANSWERED
headline-canLeaveWith = { $count ->
        [1] CAN LEAVE WITH ONE
        [2] CAN LEAVE WITH TWO
        [3] CAN LEAVE WITH THREE
        [4] CAN LEAVE WITH FOUR
        [5] CAN LEAVE WITH FIVE
        [6] CAN LEAVE WITH SIX
        [one] CAN LEAVE WITH { $count }
        [few] CAN LEAVE WITH { $count }
       *[many] CAN LEAVE WITH { $count }
    }
headline-leaves = LEAVES { $time }
headline-waits-airRaid = DEPARTURE ON HOLD: AIR RAID
headline-waits-impact = DEPARTURE ON HOLD: STRIKE?
headline-assembled = CREW AT STATION
headline-left = LEFT { $time }
headline-leftUnconfirmed = DEPARTURE NOT CONFIRMED
headline-standDown = STAND DOWN
headline-closed = CLOSED
headline-cancelled = CANCELLED

### States of people

state-queued = calling
state-sent = calling
state-delivered = delivered
state-unreachable = unreachable
state-withdrawn = stood down
state-none = calling
state-responding = coming
state-notResponding = can't come
state-later = coming later
state-noAnswer = no answer
state-stoodDown = stood down
state-enRoute = on the way
state-atStation = at station
state-departed = departed
state-onScene = on scene
state-toScene = straight to the scene
state-notDriving = not driving
state-reserve = reserve
state-calling = ringing
state-waking = being woken
state-absent = not at home
state-freed = may stay at home
state-missing = missing

### States of the incident

incident-unconfirmed = not confirmed
incident-open = gathering
incident-crewReady = crew complete
incident-left = departed
incident-standDown = stood down
incident-closed = closed
incident-cancelled = cancelled
cancel-false = false alarm
cancel-mistake = mistake
cancel-duplicate = duplicate

crew-short = gathering
crew-promised = crew complete
crew-assembled = crew at station
crew-left = departed

### Marks

mark-atStation = at station
mark-departed = departed
mark-onScene = on scene
mark-firstWater = first water
mark-localised = under control
mark-out = out
mark-handedOver = handed over to the state service
mark-returned = returned
mark-ready = vehicle ready
mark-informed101 = 101 informed

### Brigades, roles, vehicles, availability, sources, channels

brigade-volunteer = volunteer fire brigade
    .short = volunteers
brigade-municipal = municipal fire brigade
    .short = municipal
brigade-state = state fire and rescue unit
    .short = state
brigade-security_centre = Security Centre
    .short = SC
role-chief = chief
role-deputy = deputy
role-coordinator = hromada rescue officer
role-villageHead = village head
role-dutyOfficer = duty officer
vehicle-tanker = tanker
vehicle-module = pump module
vehicle-trailer = trailer
vehicle-other = other vehicle
vehicle-state-ready = ready
vehicle-state-outOfService = out of service
vehicle-reason-noWater = no water
vehicle-reason-noFuel = no fuel
vehicle-reason-broken = cannot go since the last call-out
vehicle-state-away = away
availability-on = on call
availability-reserve = reserve
availability-lifeOnly = only when life is at stake
availability-off = off duty
source-okc_101 = service 101
source-s112 = service 112
source-duty_officer = duty officer
source-chief = chief
source-resident = resident
source-sensor = sensor
channel-telegram = Telegram
channel-sms = SMS
channel-voice = call
channel-console = console

### Why we alert (.detail takes minutes or a number)

why-nearest = nearest brigade
    .detail = nearest brigade, { $minutes } min away
why-crewCritical = no crew without this person
    .detail = no crew without this person, { $minutes } min away
why-reserve = reserve: the crew is short
    .detail = reserve: the crew is short, { $minutes } min away
why-lifeAtStake = life at stake
    .detail = life at stake, { $minutes } min away
why-neighbour = neighbouring brigade
    .detail = neighbouring brigade, { $minutes } min away
why-nextWave = next wave
    .detail = next wave, { $minutes } min away
why-askedByHuman = asked for by the chief or the desk
    .detail = asked for by the chief or the desk, { $minutes } min away
why-rollCall = test of the channels
    .detail = test of the channels, { $minutes } min away
why-raisedAlarm = raised the alarm: asked whether they go too
    .detail = raised the alarm: asked whether they go too, { $minutes } min away
why-calledBack = a seat opened: called again
    .detail = a seat opened: called again, { $minutes } min away

### Why we do not alert

passed-off = off duty
    .detail = off duty
passed-reserve = on reserve while the crew is complete
    .detail = on reserve while the crew is complete
passed-lifeOnly = only when life is at stake
    .detail = only when life is at stake
passed-tooFar = too far
    .detail = too far: { $minutes } min
passed-committed = on another incident
    .detail = committed to #{ $number }
passed-laterWave = in a later wave
    .detail = in a later wave
passed-otherBrigadeLater = another brigade, called later
    .detail = another brigade, called later
passed-noChannel = no channel reaches this person
    .detail = no channel reaches this person
passed-raisedAlarm = raised the alarm: not rung
    .detail = raised the alarm: not rung
passed-alreadyAlerted = already alerted
    .detail = already alerted
passed-household = somebody from the same household is coming
    .detail = somebody from the same household is coming
passed-awaitsHuman = waiting for the chief or the desk to decide
    .detail = waiting for the chief or the desk to decide
passed-optedOut = opted out of SMS
    .detail = opted out of SMS
passed-vehicleAbsent = no vehicle
    .detail = no vehicle
passed-unavailable = not on call now
    .detail = not on call now
passed-count = { $count ->
        [one] { $count } more person: { $reason }
        [few] { $count } more people: { $reason }
       *[many] { $count } more people: { $reason }
    }

### Buttons

button-coming = Coming
button-coming-minutes = Coming · { $minutes } min
button-minutes = { $minutes } min
button-minutes-more = { $minutes }+
button-scene = Straight to the fire
    .other = Straight to the scene
button-notDriving = Coming, not driving
button-later = Coming later
button-cannot = Can't come
button-atStation = At station
button-departed = Departed
button-onScene = On scene
    .other = On scene
button-tooLate = Cannot make it
button-returned = Returned
button-map = Map
button-open = Open
button-heard = I hear you
button-switch = Switch to #{ $number }
button-stay = I stay
button-stay-first = Stay on #{ $number }
button-split = Split
button-go = Go to #{ $number }
button-confirm = Call people out
button-dismiss = Do not call out
button-more-people = More people
button-crew-complete = Crew complete, stand the rest down
button-vehicle-down = Vehicle cannot go
button-change-place = Change place
button-informed101 = 101 informed
button-handed-over = Handed over to state service
button-take-over = I take over
button-close = Close
button-false = False alarm
button-all-at-station = All at station
button-unseat = Take off the crew
button-vehicle-ready = Vehicle ready
button-no-water = No water
button-no-fuel = No fuel
button-reach-me = Will the bell reach me?
button-report = Report a fire
button-people-in-danger = People in danger
button-still-burning = Yes, it is burning
button-not-burning = No longer burning
button-yes = Yes
button-no = No
button-menu = Menu
button-undo = Undo
button-join = Join a brigade
button-join-moved = I have a new phone
button-join-finish = Finish joining
button-join-requests = Requests to join: { $count }
button-join-accept = Accept
button-join-refuse = Refuse
button-join-later = Later
button-next = Next
button-skip = Skip
button-back = Back
button-remove = Remove
button-other-phone = Another phone
button-phone-samsung = Samsung
button-phone-xiaomi = Xiaomi
button-phone-motorola = Motorola
button-phone-iphone = iPhone
button-phone-other = Another phone
button-phone-button = Button phone
button-phone-confirm = Yes, this is my new number
button-ring-me = Ring me
button-ring-again = Ring once more
button-pressed-one = I pressed 1, please check
button-does-not-ring = It does not ring
button-share-place = Share my location
button-move-mine = Yes, this is my new phone
button-move-not-mine = No, do not move it
button-mine = About me
button-mine-language = Language
button-mine-alphabet = SMS letters
button-mine-second = Second number
button-mine-places = Places
button-mine-home = Who wakes me at home
button-mine-kind = Kind of phone
button-mine-phone = Change my number
button-mine-file = My data as a file
button-mine-leave = Leave
button-lang-uk = Українська
button-lang-en = English
button-abc-cyrillic = Кирилиця
button-abc-latin = Latin
button-kind-smart = Smartphone
button-kind-button = Button phone
button-place-home = Add home
button-place-work = Add work
button-place-other = Add another place
button-place-delete = Erase { $number }: { $kind }
button-hours-always = Always
button-hours-work = Weekdays 08–17
button-hours-late = Weekdays 09–18
button-hours-nights = Every night 20–08
button-hours-weekend = Weekends
button-hours-own = My own hours
button-send-file = Send the file
button-leave = Yes, leave

### SMS. Value = with the link; .short without optional words; .keys = a call follows ($dial: we ring or the person does); .ring = missed-call numbers.
### colonPlace / dotPlace / spacePlace carry their punctuation with the place, or are empty.

sms-unconfirmed = unconfirmed
    .short = unconf.
sms-people = PEOPLE
sms-mines = MINES
sms-again = again
sms-old = (not { $old })
sms-dial-follows = We ring
sms-dial-back = Ring us
sms-calling = { $form ->
        [listed] Calling { $names }.
       *[one] Calling { $names }.
    }
sms-alert = { $head }{ $colonPlace }. Coming? { $link }
    .short = { $head }{ $colonPlace } { $link }
    .keys = { $head }{ $colonPlace }. { $dial }: 1-coming 0-cannot
    .ring = { $head }{ $spacePlace }. Yes: { $yes } No: { $no }
    .reply = { $head }{ $colonPlace }. Reply: 1-coming 0-cannot
    .away = { $head }{ $colonPlace }. { $gathers }. { $link }
sms-alert-exercise = EXERCISE #{ $number } (no blaze). At station. Coming? { $link }
    .short = EXERCISE #{ $number } (no blaze). Coming? { $link }
    .keys = EXERCISE #{ $number } (no blaze). { $dial }: 1-coming 0-cannot
    .ring = EXERCISE #{ $number } (no blaze). Yes: { $yes } No: { $no }
    .reply = EXERCISE #{ $number } (no blaze). Reply: 1-coming 0-cannot
sms-alert-test = TEST #{ $number } (no blaze). No need to come. Got it? { $link }
    .short = TEST #{ $number }. No need to come. Got it? { $link }
    .keys = TEST #{ $number } (no blaze). { $dial }: press 1
    .ring = TEST #{ $number } (no blaze). Got it: { $yes }
    .reply = TEST #{ $number } (no blaze). No need to come. Reply 1
sms-askRaiser = #{ $number } received, calling people{ $dotPlace }. Going yourself? { $link }
    .short = #{ $number } received. Going yourself? { $link }
    .keys = #{ $number } received. Going too? { $dial }: 1-coming 0-cannot
    .ring = #{ $number } received. Coming: { $yes } No: { $no }
    .reply = #{ $number } received. Going too? Reply: 1-coming 0-cannot
sms-answer-station = #{ $number } noted: COMING, meet at station{ $dotPlace }
sms-answer-notDriving = #{ $number } noted: COMING, not driving, meet at station{ $dotPlace }
sms-answer-scene = #{ $number } noted: COMING straight to the scene{ $dotPlace }
sms-answer-waits = #{ $number } noted: COMING to the scene, but the vehicle is waiting for you at the station{ $dotPlace }
    .short = #{ $number } THE VEHICLE IS WAITING FOR YOU at the station. Noted: COMING
sms-answer-notResponding = #{ $number } noted: YOU CAN'T COME. Thank you
sms-answer-later = #{ $number } noted: COMING LATER{ $dotPlace }
sms-corrected-place = #{ $number } NEW PLACE{ $colonPlace } { $old }. { $link }
    .short = #{ $number } NEW PLACE{ $colonPlace }. { $link }
sms-corrected-type = #{ $number } CORRECTED: { $details }{ $dotPlace }. { $link }
    .short = #{ $number } CORRECTED: { $details }. { $link }
sms-askAtStation = #{ $number } You are awaited at the station. Coming? { $link }
    .keys = #{ $number } You are awaited. { $dial }: 1-coming 0-cannot
    .reply = #{ $number } You are awaited. Reply: 1-coming 0-cannot
sms-minesFound = #{ $number } MINES: { $minesAt }. Stay on the roads{ $dotPlace }. { $link }
    .short = #{ $number } MINES: { $minesAt }. Stay on the roads. { $link }
sms-wakeHousehold = #{ $number } Please wake { $name }
sms-householdFreed = #{ $number } { $name } is coming, you may stay. Coming too? { $link }
    .keys = #{ $number } { $name } is coming, you may stay. Coming too? Ring us back
sms-askReady = #{ $number } Is the vehicle ready? { $link }
    .keys = #{ $number } Is the vehicle ready? Tell the chief if we do not ring
sms-seatOpened-noShow = #{ $number } Your seat went to others. Coming? Tell us: { $link }
    .keys = #{ $number } Your seat went to others. Coming? Ring us back
    .reply = #{ $number } Your seat went to others. Coming? Reply 1
sms-seatOpened-chief = #{ $number } The chief took you off the crew. { $link }
    .keys = #{ $number } The chief took you off the crew
sms-sameFire-station = #{ $reported } is now #{ $number }, the same incident{ $dotPlace }. You are coming to the station. { $link }
    .short = #{ $reported } is now #{ $number }, the same incident. You are coming. { $link }
sms-sameFire-scene = #{ $reported } is now #{ $number }, the same incident{ $dotPlace }. You are going straight there. { $link }
    .short = #{ $reported } is now #{ $number }, the same incident. You are coming. { $link }
sms-sameFire-later = #{ $reported } is now #{ $number }, the same incident{ $dotPlace }. You are coming later. { $link }
    .short = #{ $reported } is now #{ $number }, the same incident. You are coming later. { $link }
sms-sameFire-reserve = #{ $reported } is now #{ $number }, the same incident. You are in reserve. { $link }
sms-reserve = #{ $number } RESERVE: crew complete, stay in touch until it leaves
sms-standDown-left = STAND DOWN #{ $number }: the crew has left. Thank you, rest well
sms-standDown-stoodDown = STAND DOWN #{ $number }: no need to come. Thank you, rest well
sms-standDown-closed = STAND DOWN #{ $number }: closed. Thank you, rest well
sms-falseAlarm = FALSE ALARM #{ $number }. No need to come. Thank you
sms-askSwitch = You are going to #{ $from }. Switch to #{ $number }{ $colonPlace }? { $link }
    .short = You are going to #{ $from }. Switch to #{ $number }? { $link }
    .keys = You go to #{ $from }. Switch to #{ $number }? { $dial }: 1-yes 0-no
sms-askWhich = Which incident? { $list }. Send the number
sms-askWhich-one = { $number } { $place }
sms-freedForActual = #{ $number } REAL INCIDENT{ $colonPlace }. Exercise #{ $from } is over for you. { $link }
    .short = #{ $number } REAL INCIDENT, you are off exercise #{ $from }. { $link }
sms-fromChief = #{ $number } Chief: { $text } { $link }
sms-askConfirm = Burning? #{ $number }{ $spacePlace }. Call out: { $link }
    .keys = Burning? #{ $number }{ $spacePlace }. { $dial }: 1-call out 0-no
sms-askConfirm-impact = Strike? #{ $number }{ $spacePlace }. Call out: { $link }
    .keys = Strike? #{ $number }{ $spacePlace }. { $dial }: 1-call out 0-no
sms-askConfirm-like = Is it #{ $like }? #{ $number }{ $spacePlace }. If not, call out: { $link }
    .short = #{ $like } again? #{ $number }{ $spacePlace }. If not: { $link }
    .keys = Is it #{ $like }? #{ $number }{ $spacePlace }. { $dial }: 1-call out 0-no
sms-incidentOpened = #{ $number } { $details }{ $colonPlace }. Alerted { $count }. { $link }
    .short = #{ $number }{ $colonPlace }. Alerted { $count }. { $link }
sms-verdictLeaves = #{ $number } LEAVES { $time }, { $going }, with driver. { $tell101 } { $link }
    .short = #{ $number } LEAVES { $time }, { $going }, with driver. { $link }
sms-verdictNotGathering = #{ $number } { $shortages }, { $going }. { $calling } { $tell101 } { $link }
    .short = #{ $number } { $shortage }, { $going }. { $calling } { $link }
sms-humanNeeded = #{ $number } { $shortages }, { $going }. Take over: { $link }
    .short = #{ $number } { $shortage }, { $going }. Take over: { $link }
    .keys = #{ $number } { $shortage }, { $going }. { $dial }: 1-take over
sms-nobodyReached = #{ $number } NOBODY REACHED{ $colonPlace }. Ring people. Take over: { $link }
    .short = #{ $number } NOBODY REACHED. Ring people: { $link }
    .keys = #{ $number } NOBODY REACHED. { $dial }: 1-take over
sms-askDeparted = #{ $number } Departed? Mark it: { $link }
    .keys = #{ $number } Departed? { $dial }: 1-departed
sms-askClose = #{ $number } Close it? { $link }
    .keys = #{ $number } Close it? { $dial }: 1-close
sms-askSecondFire = #{ $number } { $details }{ $colonPlace }. You are on #{ $first }: stay, split, go? { $link }
    .short = #{ $number }{ $colonPlace }. You are on #{ $first }: what now? { $link }
    .keys = #{ $number }{ $colonPlace }. { $dial }: 1-stay 2-split 3-go
sms-vehicleDown = #{ $number } THE VEHICLE CANNOT GO. { $calling } { $link }
sms-cancelProposed = #{ $number } The chief proposes to cancel{ $dotPlace }. You decide. { $link }
    .short = #{ $number } The chief proposes to cancel. You decide. { $link }
sms-unreachable-optedOut = #{ $number } { $name } opted out of SMS, no alert arrives. Please ring
sms-unreachable-blocked = #{ $number } { $name } blocked the bot, no alert arrives. Please ring
sms-unreachable-noChannel = #{ $number } { $name }: nothing reaches this person. Please ring
sms-unreachable-refused = #{ $number } { $name }: the operator refuses our alert. Please ring
sms-opted-out = { $name } opted out of SMS. Telegram and calls still work. Please ask why
sms-phone-code = { $code } is Dzvin's code for this number. Write it in the chat
sms-phone-moved = Your number in Dzvin was changed. Not you? Tell the chief
sms-seatGivenUp = #{ $number } { $name } will not make it, a seat is open. { $link }
sms-noteReceived = #{ $number } { $name } writes: { $text } { $link }
sms-ring-which = There are several incidents now. Ring the number of Dzvin and answer each

### Call. Value = first sentence (six seconds at most); .prompt = what to do next

voice-language = en-US
voice-name = Google.en-US-Wavenet-C
voice-alert = { $word }! { $place }.
    .people = { $word }! People in danger! { $place }.
    .unconfirmed = { $word }, not confirmed! { $place }.
    .unconfirmedPeople = { $word }, not confirmed! People in danger! { $place }.
    .prompt = Coming: press one. Can't come: zero.
voice-alert-exercise = Exercise, nothing is burning. Incident { $number }.
    .prompt = Coming to the station: press one. Can't come: zero.
voice-alert-test = Connection test, nothing is burning. No need to come.
    .prompt = If you hear us, press one.
voice-calledBack = { $word }! You are needed again. { $place }.
    .prompt = Coming: press one. Can't come: zero.
voice-askRaiser = Received, we are calling people. { $place }.
    .prompt = Going yourself: press one. No: zero.
voice-answer-station = Noted: coming. Meet at the station.
    .prompt = { $place }.
voice-answer-notDriving = Noted: coming, not driving. Meet at the station.
    .prompt = { $place }.
voice-answer-scene = Noted: coming straight to the scene.
    .prompt = { $place }.
voice-answer-waits = The vehicle is waiting for you at the station!
    .prompt = Noted: coming to the scene. { $place }.
voice-answer-notResponding = Noted: you can't come.
    .prompt = Thank you.
voice-answer-later = Noted: you are coming later.
    .prompt = { $place }.
voice-corrected-place = New place! { $place }.
    .prompt = Incident { $number }. Go to the new address.
voice-corrected-type = Correction! { $place }.
    .prompt = Incident { $number }: { $details }.
voice-askAtStation = You are awaited at the station. Coming?
    .prompt = Coming: press one. Can't come: zero. Already at the station: three.
voice-minesFound = Beware of mines! { $place }.
    .prompt = Incident { $number }.
voice-wakeHousehold = { $word }! Please wake { $name }.
    .prompt = We could not wake them by phone. Getting up: press one. Not at home: zero.
voice-householdFreed = { $name } is coming, you may stay.
    .prompt = Coming too: press one. No: zero.
voice-askReady = Is the vehicle ready? Incident { $number }.
    .prompt = Ready: press one. No water: two. No fuel: three. It cannot go: zero.
voice-seatOpened-noShow = Your seat in the crew went to others.
    .prompt = If you are coming, press one. Can't come: zero.
voice-seatOpened-chief = The chief took you off the crew.
    .prompt = Incident { $number }.
voice-sameFire-station = It is the same incident. { $place }.
    .prompt = Incident { $reported } is now number { $number }. You are coming to the station.
voice-sameFire-scene = It is the same incident. { $place }.
    .prompt = Incident { $reported } is now number { $number }. You are going straight there.
voice-sameFire-later = It is the same incident. { $place }.
    .prompt = Incident { $reported } is now number { $number }. You are coming later.
voice-sameFire-reserve = It is the same incident. { $place }.
    .prompt = Incident { $reported } is now number { $number }. You are in reserve.
voice-reserve = You are in reserve: the crew is complete.
    .prompt = Stay in touch until the vehicle leaves.
voice-standDown-left = Stand down. The crew has left.
    .prompt = No need to come. Thank you, rest well.
voice-standDown-stoodDown = Stand down. No need to come.
    .prompt = Thank you, rest well.
voice-standDown-closed = Stand down. The incident is closed.
    .prompt = No need to come. Thank you, rest well.
voice-falseAlarm = False alarm. No need to come.
    .prompt = Thank you.
voice-askSwitch = There is another incident. { $place }.
    .prompt = You are going to incident { $from }. To switch to incident { $number } press one. To stay: zero.
voice-askWhich = Several incidents are open.
    .prompt = We did not understand where you are going. { $list }. Please answer the call about each of them.
voice-askWhich-one = Incident { $number }: { $place }
voice-freedForActual = A real incident. The exercise is over for you.
    .prompt = { $place }. You will be called again now.
voice-fromChief = A message from the chief. Incident { $number }.
    .prompt = { $text }.
voice-askConfirm = Burning? { $place }.
    .prompt = To call people out, press one. Not to: zero.
voice-askConfirm-impact = A strike? { $place }.
    .prompt = To call people out, press one. Not to: zero.
voice-askConfirm-like = It looks like incident { $like }. { $place }.
    .prompt = If it is another one, press one to call people out. Not to: zero.
voice-incidentOpened = New incident. { $place }.
    .prompt = Incident { $number }: { $details }. People alerted: { $count }.
voice-verdictLeaves = The crew leaves at { $time }, { $going }, with a driver.
    .prompt = Incident { $number }. { $place }.
voice-verdictNotGathering = The crew is not gathering. Missing { $list }.
    .prompt = Incident { $number }, { $going }. { $calling }
voice-humanNeeded = No crew yet, a human must take over. { $place }.
    .prompt = Missing { $list }, { $going }. To take over press one.
voice-nobodyReached = Nobody reached! { $place }.
    .prompt = Ring people yourself. To take over press one.
voice-askDeparted = Departed? Incident { $number }.
    .prompt = Departed: press one. Not yet: zero.
voice-askClose = Close incident { $number }?
    .prompt = To close press one. Not yet: zero.
voice-askSecondFire = A second incident, no free vehicle. { $place }.
    .prompt = Stay on the first: press one. Split: two. Go to the second: three.
voice-vehicleDown = The vehicle cannot go. Incident { $number }.
    .prompt = { $calling }
voice-cancelProposed = The chief proposes to cancel incident { $number }.
    .prompt = Only you can cancel it, on the incident's page.
voice-unreachable = We cannot reach { $name }.
    .prompt = Incident { $number }. Please ring this person yourself.
voice-seatGivenUp = { $name } will not make it. A seat is open.
    .prompt = Incident { $number }. { $place }.
voice-noteReceived = A note from { $name }.
    .prompt = { $text }.
voice-people = people in danger
voice-mines = Mines { $metres } metres from the place. Stay on the roads.
    .inside = The place is mined. Stay on the roads.
    .first = Beware of mines!
voice-unconfirmed = not confirmed
voice-noPlace = Place not known yet
voice-calling = Calling { $names }.
voice-repeat = Again.
voice-said-y = Noted: coming. Meet at the station.
voice-said-no = Noted: you can't come. Thank you.
voice-said-later = Noted: you are coming later.
voice-said-heard = Thank you, we hear you.
voice-said-atst = Noted: you are at the station.
voice-said-switch = Noted: you switch to incident { $number }.
voice-said-stay = Noted: you stay.
voice-said-split = Noted: you split.
voice-said-go = Noted: you go to incident { $number }.
voice-said-confirm = Noted: we call people out.
voice-said-dismiss = Noted: we do not call people out.
voice-said-takeover = Noted: the incident is yours. Watch its page.
voice-said-dep = Noted: departed.
voice-said-waking = Thank you, we are waiting.
voice-said-absent = Thank you, we are calling others.
voice-said-ready = Noted: the vehicle is ready.
voice-said-nowater = Noted: the vehicle has no water.
voice-said-nofuel = Noted: the vehicle has no fuel.
voice-said-broken = Noted: the vehicle cannot go.
voice-said-close = Noted: the incident is closed.
voice-said-wait = All right, we will ask again later.
voice-said-unknown = We did not understand the key.
voice-said-kept = Your answer is kept. The chief will see it a little later.
voice-said-again = We could not write it down. Ring us back in a minute.
voice-goodbye = We heard no answer. You can still ring back.
voice-goodbye-informed = Goodbye.
voice-you-coming = You are coming. Meet at the station.
voice-you-scene = You are going straight to the scene.
voice-you-atStation = You are at the station.
voice-you-departed = You have departed.
voice-you-onScene = You are on scene.
voice-key-atst = At the station already, press three.
voice-key-dep = Departed, four.
voice-key-scn = On scene, five.
voice-key-no = Can't come, zero.
voice-said-scn = Noted: you are on scene.
voice-not-written = We could not write it down. Please ring again a little later.
voice-shift = No incidents now. { $state }
    .prompt = On call, press one. Away until the morning, two. Away for a week, three. Would the bell reach you, nine.
voice-shift-set = Noted. { $state }
voice-shift-on = You are on call.
    .until = You are on call until { $until }.
voice-shift-reserve = You are in reserve.
    .until = You are in reserve until { $until }.
voice-shift-lifeOnly = You are called only when people are in danger.
    .until = Until { $until } you are called only when people are in danger.
voice-shift-off = You are not called.
    .until = You are not called until { $until }.
voice-reach = The bell will reach you: { $list }.
voice-reach-voice = by call
voice-reach-sms = by SMS
voice-reach-telegram = on Telegram
voice-reach-none = The bell will not reach you. Tell your chief.
voice-reach-tested = You have heard the test ring.
voice-reach-untested = You have not heard the test ring yet.
voice-testRing = This is a test, nothing is burning. This is how Dzvin will ring.
    .prompt = If you hear it, press one.
voice-testRing-heard = Thank you. The bell will wake you.
voice-chief-hint = Chief: enter your PIN and the hash key.
voice-pin-wrong = Wrong PIN. Enter your PIN and the hash key.
voice-pin-closed = Too many wrong tries. The PIN is closed for this number for an hour. If there is a fire, call 101.
voice-chief = A house is on fire, press one. Grass or stubble, two. A car, three. Something else, four.
voice-chief-doubt = An unconfirmed report, five.
voice-chief-raised = Received, calling people. Say the place after the tone.
voice-chief-heard = The place is noted.
voice-chief-silent = No place was heard. People are being called already.
voice-chief-failed = Nobody has been called! Press the same key again, or call 101.

### Numbers for the voice: house numbers

spoken-1 = one
spoken-2 = two
spoken-3 = three
spoken-4 = four
spoken-5 = five
spoken-6 = six
spoken-7 = seven
spoken-8 = eight
spoken-9 = nine
spoken-10 = ten
spoken-11 = eleven
spoken-12 = twelve
spoken-13 = thirteen
spoken-14 = fourteen
spoken-15 = fifteen
spoken-16 = sixteen
spoken-17 = seventeen
spoken-18 = eighteen
spoken-19 = nineteen
spoken-20 = twenty
spoken-30 = thirty
spoken-40 = forty
spoken-50 = fifty
spoken-60 = sixty
spoken-70 = seventy
spoken-80 = eighty
spoken-90 = ninety
spoken-100 = one hundred
spoken-200 = two hundred
spoken-300 = three hundred
spoken-400 = four hundred
spoken-500 = five hundred
spoken-600 = six hundred
spoken-700 = seven hundred
spoken-800 = eight hundred
spoken-900 = nine hundred

### Card and messages in Telegram

card-accuracy = (accuracy { $metres } m)
card-from-station = { $distance } from the station
card-place-unknown = place not known yet
card-people = People may be inside
    .other = People may be in danger
card-water = { $name }, { $distance }
card-water-minutes = { $name }, { $distance }, { $minutes } min to fill
card-airRaid-none = No air raid alert
card-airRaid-yellow = Air raid alert: yellow level
card-airRaid-red = AIR RAID ALERT: do not leave without the word of the chief or the leader
card-airRaid-unknown = Air raid state unknown: be careful
card-note = “{ $note }”
card-waking = being woken at home: { $names }
card-not-burning = nothing is burning
card-only-answer = No need to come. Press the button so that we know the alert arrived.
card-gather-station = Meet at the station
card-key = Key: { $name }
card-person = { $name } ({ $labels })
card-calling = ringing: { $names }
card-voice = the chief's voice { $length }
card-more = { $count } more
card-ask = Coming?
card-you-responding = You are coming to the station
card-you-responding-time = You are coming, at the station at { $time }
card-you-scene = You are going straight to the scene
card-you-scene-time = You are going straight to the scene, there at { $time }
card-you-notDriving = not driving
card-you-notResponding = You can't come. Thank you for answering
card-you-later = You are coming later
card-you-atStation = You are at the station
card-you-departed = Departed
card-you-onScene = You are on scene
card-you-freed = { $name } is coming, you may stay. Coming too?
card-you-reserve = RESERVE: crew complete, stay in touch until it leaves
card-you-standDown = STAND DOWN. No need to come. Thank you, rest well
card-you-seatOpened = Your seat went to others. If you are coming, press how soon
card-ended-closed = The incident is closed. Thank you
card-ended-cancelled = False alarm. No need to come. Thank you
card-ended-standDown = Everybody is stood down. Thank you, rest well

telegram-askRaiser = Received, we are calling people. Going yourself?
telegram-answer-station = Noted: coming, meet at the station
telegram-answer-station-time = Noted: coming, at the station at { $time }
telegram-answer-notDriving = Noted: coming, not driving, meet at the station
telegram-answer-scene = Noted: coming straight to the scene
telegram-answer-waits = Noted: coming to the scene. But the vehicle is waiting for you at the station
telegram-answer-notResponding = Noted: you can't come. Thank you
telegram-answer-later = Noted: you are coming later
telegram-corrected-place = NEW PLACE
telegram-corrected-old = Was: { $old }
telegram-corrected-type = CORRECTED: { $details }
telegram-askAtStation = You are awaited at the station. Coming?
telegram-minesFound = MINES NEAR THE PLACE
telegram-wakeHousehold = Please wake { $name }
telegram-householdFreed = { $name } is coming, you may stay
telegram-askReady = Is the vehicle ready?
telegram-seatGivenUp = { $name } will not make it, a seat is open
telegram-seatOpened-noShow = Your seat went to others. If you are coming, tell us
telegram-seatOpened-chief = The chief took you off the crew
telegram-sameFire-station = It is the same incident as #{ $reported }. You are coming to the station
telegram-sameFire-scene = It is the same incident as #{ $reported }. You are going straight there
telegram-sameFire-later = It is the same incident as #{ $reported }. You are coming later
telegram-sameFire-reserve = It is the same incident as #{ $reported }. You are in reserve, stay in touch
telegram-reserve = RESERVE: crew complete, stay in touch until it leaves
telegram-calledBack = You are needed again
telegram-standDown-left = STAND DOWN: the crew has left. Thank you, rest well
telegram-standDown-stoodDown = STAND DOWN: no need to come. Thank you, rest well
telegram-standDown-closed = STAND DOWN: the incident is closed. Thank you, rest well
telegram-falseAlarm = FALSE ALARM. No need to come. Thank you
telegram-askSwitch = You are going to #{ $from }. Switch to #{ $number }?
telegram-askWhich = Which incident? Send its number
telegram-askWhich-one = #{ $number } · { $place }
telegram-freedForActual = A REAL INCIDENT. Exercise #{ $from } is over for you
telegram-fromChief = Chief: { $text }
telegram-askConfirm = Burning? Call people out?
telegram-askConfirm-impact = A strike? Call people out?
telegram-askConfirm-like = It looks like #{ $like }. If it is another one, call people out
telegram-incidentOpened = { $count ->
        [one] Alerting { $count } person
        [few] Alerting { $count } people
       *[many] Alerting { $count } people
    }
telegram-verdictLeaves = LEAVES { $time }, { $going }, with a driver
telegram-verdictNotGathering = { $shortages }, { $going }. { $calling }
telegram-humanNeeded = { $shortages }, { $going }. Somebody has to take over
telegram-nobodyReached = NOBODY REACHED. Ring people yourself. Somebody has to take over
telegram-askDeparted = Departed?
telegram-askClose = Close the incident?
telegram-askSecondFire = A second incident, no free vehicle. You are on #{ $first }: stay, split or go?
telegram-vehicleDown = THE VEHICLE CANNOT GO. { $calling }
telegram-cancelProposed = The chief proposes to cancel the incident. Only you can cancel it
telegram-unreachable-optedOut = { $name } opted out of SMS, no alert arrives. Please ring
telegram-unreachable-blocked = { $name } blocked the bot, no alert arrives. Please ring
telegram-unreachable-noChannel = { $name }: no channel reaches this person. Please ring
telegram-unreachable-refused = { $name }: the operator refuses our alert. Please ring
telegram-opted-out = { $name } opted out of SMS. Telegram and calls still work. Please ask why
telegram-noteReceived = { $name } writes: { $text }
telegram-chiefs-voice = #{ $number }: the chief describes the place
plain-shortened = (shortened)
plain-empty = A new message about an incident, but its text did not come through. Ring the chief

### State of the links (bar across the top)

degraded-out-telegram = Telegram is down
degraded-out-sms = SMS is down
degraded-out-voice = Calls are down
degraded-out-telegram-sms = Telegram and SMS are down
degraded-out-telegram-voice = Telegram and calls are down
degraded-out-sms-voice = SMS and calls are down
degraded-out-telegram-sms-voice = Telegram, SMS and calls are down
degraded-by-telegram = we write on Telegram
degraded-by-sms = we send SMS
degraded-by-voice = we ring
degraded-by-telegram-sms = we write on Telegram and send SMS
degraded-by-telegram-voice = we ring and write on Telegram
degraded-by-sms-voice = we ring and send SMS
degraded-by-nothing = no alert gets through, ring people yourself
degraded-console = Console only: no phone will ring
degraded-store = The database does not answer: people's answers are kept apart and show here late
degraded-clock = The server's clock is ahead of the real time
degraded-noHuman = Nobody has taken over the incident
degraded-nobodyReached = No alert has been delivered yet
degraded-budget = { $spent } spent, more than the monthly budget: alerts go on

### Common to the pages

page-name = Dzvin
page-do-not-wait = Send your unit as planned, do not wait for us
page-stale = updated { $seconds } s ago
page-stale-lost = No connection. This is what we knew { $seconds } s ago
page-exercise = EXERCISE: nothing is burning
page-test = CONNECTION TEST: nothing is burning
page-unconfirmed = not confirmed
page-people-in-danger = People may be in danger
page-call-101 = Call 101
page-refresh = Refresh
page-place-unknown = place not known yet
page-undo = You can undo for { $seconds } s

### Answer page /a

page-answer-title = #{ $number } { $type }
page-answer-question = Are you coming?
page-answer-coming = Coming
page-answer-cannot = Can't come
page-answer-later = Coming later
page-answer-minutes = How soon?
page-answer-minutes-ours = by our estimate of the road
page-answer-minutes-option = { $minutes } min
page-answer-to = Where to?
page-answer-to-station = To the station
page-answer-to-scene = Straight to the scene
page-answer-notDriving = Coming, not driving
page-answer-note = Note to the chief
page-answer-send = Send
page-answer-more = Time, where to, note
page-answer-change = Change the answer
page-answer-got = Noted
page-answer-got-responding = Noted: coming, meet at the station
page-answer-got-responding-time = Noted: coming, at the station at { $time }
page-answer-got-scene = Noted: coming straight to the scene
page-answer-got-scene-time = Noted: coming straight to the scene, there at { $time }
page-answer-got-notDriving = not driving
page-answer-got-notResponding = Noted: you can't come. Thank you
page-answer-got-later = Noted: you are coming later
page-answer-got-note = The note went to the chief
page-answer-got-heard = Thank you, the alert arrived
page-answer-waits = The vehicle is waiting for you at the station
page-answer-where = Where are you now?
page-answer-mark-atStation = At station
page-answer-mark-departed = Departed
page-answer-mark-onScene = On scene
page-answer-marked = Noted: { $mark }
page-answer-tooLate = Cannot make it
page-answer-map = Map
page-answer-map-back = Back to the alert
page-answer-map-none = There is no point on the map yet, only the words above
page-answer-map-geo = Open in the phone's map
page-answer-map-way = { $distance } from the station, { $direction } ({ $degrees }°)
page-answer-to-station-short = Station
compass-0 = north
compass-1 = north-east
compass-2 = east
compass-3 = south-east
compass-4 = south
compass-5 = south-west
compass-6 = west
compass-7 = north-west
page-answer-switch = You are going to #{ $from }. Switch to #{ $number }?
page-answer-switch-yes = Switch to #{ $number }
page-answer-switch-no = Stay on #{ $from }
page-answer-reserve = RESERVE: crew complete, stay in touch until it leaves
page-answer-standDown = STAND DOWN. No need to come. Thank you, rest well
page-answer-seatOpened = Your seat went to others. If you are coming, tell us
page-answer-closed = The incident is closed. Thank you
page-answer-cancelled = FALSE ALARM. No need to come. Thank you
page-answer-crew = Who is coming
page-answer-by-nothing = no alert gets through, answer here
page-answer-degraded-store = Answers are saved late, none is lost
page-answer-degraded-clock = The times on this page may be fast
page-answer-degraded-console = No phone rings now: the service is only being tried out
page-answer-kept = Your answer is kept
page-answer-kept-responding = Kept: you are coming
page-answer-kept-notResponding = Kept: you can't come
page-answer-kept-later = Kept: you are coming later
page-answer-kept-mark = Kept: { $mark }
page-answer-kept-note = Your note is kept
page-answer-kept-when = The chief does not see it yet, but will as soon as the service recovers. No need to repeat it, this page refreshes by itself. If it is urgent, ring the chief.
page-answer-unread = We cannot show the incident now. Are you coming?
    .help = The place is in the SMS, or the call says it. We keep your answer.
page-answer-unwritten = Press again in a few seconds. If it still fails, answer by key when we ring you, or ring the chief.
page-answer-again = Send again

### Live page /i

page-live-title = #{ $number } { $type }
page-live-reported = reported { $time }
page-live-seats = Seats
page-live-seat-free = free
page-live-people = People
page-live-passed = Who is not alerted
page-live-timeline = Time line
page-live-actions = Actions
page-live-crew = Crew: { $vehicle }
page-live-chance = Chance of a crew { $percent } %
page-live-eta = at { $time }
page-live-second-call = ringing again
page-live-in-charge = In charge: { $name }
page-live-nobody-in-charge = Nobody has taken over yet
page-live-reached = Reached: { $count } of { $total }
page-live-confirm = Call people out
page-live-dismiss = Do not call out
page-live-alert-next = More people
page-live-stand-down = Crew complete, stand the rest down
page-live-vehicle-down = Vehicle cannot go
page-live-correct = Change place
page-live-correct-place = Place
page-live-correct-type = What has happened
page-live-correct-people = People in danger
page-live-correct-save = Save
page-live-informed101 = 101 informed
page-live-handed-over = Handed over to state service
page-live-take-over = I take over
page-live-close = Close
page-live-cancel = False alarm
page-live-unseat = Take off the crew
page-live-answer-for = Answer for somebody
page-live-answer-for-who = Who
page-live-impact = A strike?
page-live-impact-yes = Yes, a strike: departure waits
page-live-impact-no = No, they may go
page-live-mark = Mark
page-live-done = Done
page-live-second-report = Looks like #{ $number }: the same incident?
page-live-waiting-human = Waiting for your decision
page-live-false-by-desk = An incident of 101 or 112 is cancelled by its desk only. We passed your word on

### Time line

timeline-reported = Report: { $source }
timeline-confirmed = Confirmed
timeline-dismissed = Not called out
timeline-alerted = { $count ->
        [one] { $count } person alerted
        [few] { $count } people alerted
       *[many] { $count } people alerted
    }
timeline-wave = Wave { $wave }
timeline-answered = { $name }: { $answer }
timeline-failed = { $name }: could not be alerted
timeline-promised = Crew complete, leaves { $time }
timeline-short = The crew is short again
timeline-assembled = Crew at station
timeline-left = Departed
timeline-seat-opened = { $name }: seat opened
timeline-stood-down = Stand down
timeline-stood-down-one = { $name }: stood down
timeline-verdict-leaves = At two minutes: leaves { $time }
timeline-verdict-not = At two minutes: not gathering
timeline-taken-over = { $name } is in charge
timeline-corrected = Place or type changed
timeline-vehicle-down = Vehicle cannot go
timeline-mark = { $mark }
timeline-closed = Closed
timeline-cancelled = Cancelled: { $reason }
timeline-reopened = Opened again
timeline-informed101 = 101 informed

### Desk, wall

page-desk-title = Duty officer
page-desk-links = Links
page-desk-link-up = up
page-desk-link-down = down
page-desk-quiet = No incidents
page-desk-reached = reached { $count }
page-desk-reached-nobody = NOBODY REACHED
page-wall-title = Station
page-wall-quiet = Quiet
page-wall-ready = Readiness

### Signing in (/sign-in, /account), the duty desk (/desk)

# The code comes first: it is seen in the notification. $link in Telegram only.
sign-in-code = { $code }: your code to sign in to Dzvin. Tell nobody: nobody will ever ask you for it. Or sign in with one tap: { $link }
    .sms = { $code } is your Dzvin sign-in code. Nobody will ask you for it: tell nobody
    .spoken = Your code to sign in to Dzvin: { $code }. Tell nobody.
sign-in-title = Sign in
sign-in-phone = Your phone number
sign-in-phone-help = We send a one-time code by Telegram, or by SMS where you have no Telegram.
sign-in-phone-unreadable = That does not look like a phone number. An example: 067 123 45 67
sign-in-send = Send the code
sign-in-now = You are signed in: { $name }
sign-in-to-account = My account
sign-in-passkey = Sign in with a passkey
sign-in-passkey-failed = The passkey did not work. Try again, or sign in with a code.
sign-in-code-title = Enter the code
sign-in-code-help = If this number is on a roster, the code is on its way. It works for ten minutes and in this browser only.
sign-in-code-label = Six digits
sign-in-code-wrong = The code was wrong or is too old
sign-in-enter = Sign in
sign-in-again = No code?
sign-in-again-sms = Send an SMS
sign-in-again-voice = Ring me
sign-in-other-phone = Another number
sign-in-link-title = Sign in as { $name }?
sign-in-link-dead = This link is no longer valid
    .help = It works once, within ten minutes. Ask for a new code.
sign-in-too-many = Too many tries
    .help = Wait ten minutes and try again.
sign-in-foreign = This page was opened at an address that is not its own
    .help = Open { $url } and try again.
sign-in-unavailable = We cannot tell who you are now
    .help = The records of the service cannot be read, we are bringing them back. Links in alerts work. Try again in a minute.
sign-in-unreadable = We did not understand what you sent
    .help = Go back and try again.
sign-in-broken = Something broke on our side
    .help = We know already. Try again in a minute. If there is a fire, call 101.

account-title = My account
account-to-board = To the incidents
account-roles = What is open to you
account-role = { $role }: { $scope }
account-role-administrator = administrator
account-role-responder = volunteer
account-scope-everything = everything
account-scope-area = area { $code }
account-scope-self = your own record and availability
account-sessions = Where you are signed in
account-session-this = here
account-session-used = last used { $time }
account-session-end = End
account-session-end-all = Sign out everywhere
account-sign-out = Sign out
account-device-unknown = unknown device
account-passkeys = Passkeys
account-passkeys-none = A passkey signs you in by finger, face or PIN of this device, without codes.
account-passkey-made = added { $time }
account-passkey-add = Add a passkey
account-passkey-add-failed = The passkey was not added. Perhaps it is here already, or you cancelled.
account-passkey-remove = Remove
account-passkey-prove = Sign in once more to add a passkey

desk-sitting = At the desk
desk-sitting-nobody = Nobody has taken the shift yet
desk-sitting-since = since { $time }
desk-shift = Take the shift
desk-shift-help = Press your name. The log will say who handed over and who took it.
desk-shift-none = Add the duty officers to the list first.
desk-officers = Duty officers
desk-officer-name = Name of the duty officer
desk-officer-add = Add
desk-officer-remove = Remove
desk-workstations = Workstations
desk-enrol-title = Bind this workstation?
desk-enrol-name = Desk: { $name }
desk-enrol-help = From then on the desk signs in here by itself, without a phone or a code. The link works once, within a day.
desk-enrol-passkey = Bind with a passkey
desk-enrol-passkey-failed = It did not work. It must be a passkey of this computer, not one that is copied to other devices.
desk-enrol-key = Bind this browser
desk-enrol-key-help = Where this computer has no passkeys.
desk-enrol-dead = This link is no longer valid
    .help = It works once, within a day. Ask the administrator for a new one.

### Errors of the pages in plain words

page-error-expired = This link is no longer valid
    .help = The incident is closed, or twelve hours have passed. If there is a fire, call 101.
page-error-unknown = There is no such link
    .help = Check that the link in the SMS was opened whole. If you were alerted, ring the chief.
page-error-tooMany = Too many tries
    .help = Wait a minute and open the link in the SMS again.
page-error-conflict = Somebody has done this already
    .help = This is how it stands now.
page-error-invalid = We did not understand what you sent
    .help = Go back and choose your answer again.
page-error-tooLong = You sent too much text
    .help = Go back, write less and send it again.
page-error-unavailable = We could not write it down
    .help = Try again in a few seconds. If it still fails, ring the chief.
page-error-unread = We cannot show the incident now
    .help = The service's records cannot be read, we are recovering them. Ring people yourself and try again in a minute.
page-error-broken = Something broke on our side
    .help = We know already. If there is a fire, call 101; if you are coming, ring the chief.

### Bot: volunteer

bot-welcome = Welcome! This is Dzvin, the bell: it calls you when there is a fire. So that we know it is you, share your contact with the button below.
bot-share-contact = Share my contact
bot-bound = { $name }, you are connected: { $brigade }. When there is a fire, the alert comes here and your phone rings.
bot-bound-again = You are connected already.
bot-wrong-contact = This is somebody else's contact. We need yours: press “Share my contact” on your own phone.
bot-phone-unknown = This number is not on the brigade's list. Ask the chief.
bot-code-unknown = There is no such invitation. Ask the chief for a new one.
bot-code-expired = The invitation is no longer valid. Ask the chief for a new one.
bot-not-bound = We do not know you yet. If there is a fire, call 101. To join, open the chief's invitation or share your contact.
bot-note-stored = Passed on to the chief.
bot-note-nobody = There is no incident now. If there is a fire, call 101.
bot-which-incident = Which incident? Choose:
bot-which-option = #{ $number } { $place }
bot-location-thanks = Thank you, we see you coming. Nobody sees your position, only the minutes.
bot-location-ended = Live location ended, the positions are erased.
bot-location-ask = You can share your live location: we will work out when you reach the station.
bot-map-sent = Here is the place
bot-answer-recorded = Noted
bot-answer-changed = Answer changed
bot-answer-late = The incident is closed already
bot-answer-not-yours = This button is not for you
bot-answer-old = This button is no longer valid
bot-answer-conflict = Somebody has done this already
bot-answer-failed = We could not write it down. Press again
bot-answer-kept = Kept. The chief will see it a little later, no need to repeat it
bot-keyboard-reach = Will the bell reach me?
bot-keyboard-availability = On call / off duty
bot-availability-now = Now: { $state }
bot-availability-ask = What is your availability?
bot-availability-set = Noted: { $state }
bot-availability-until = Noted: { $state } until { $time }
bot-reach-title = Will the bell reach you:
bot-reach-telegram = Telegram: works, you are reading this
bot-reach-sms = SMS: we send to { $phone }
bot-reach-sms-off = SMS: you switched it off. To switch it on, reply START to our SMS
bot-reach-sms-none = SMS: not connected yet
bot-reach-voice = Call: we ring { $phone }
bot-reach-voice-none = Call: not connected yet, at night you may not hear us
bot-reach-phone-missing = There is no phone number: tell the chief
bot-reach-availability = Availability: { $state }
bot-reach-save-number = Save the number { $phone }, give it a loud ringtone and allow it in Do Not Disturb
bot-menu = What would you like to do?
bot-not-understood = We did not understand. Try again or go back to the menu.
bot-forwarded = A forwarded message is not read as an answer. Write yourself or press a button.
bot-edited = An edited message is not read. Send a new one.
bot-only-words = We understand words, buttons and places. Write, or choose from the menu.
bot-location-nobody = You are not being called out now, so your location was not kept.
bot-help = When there is a fire, we write here. You can answer with a button or in words: “coming 10”, “cannot”, “later”.

### Bot: chief and resident

bot-chief-what = What has happened?
bot-chief-where = Where? Write the place or send a location.
bot-chief-raised = #{ $number }: we are calling people.
bot-chief-duplicate = This looks like #{ $number }, which we know already. We do not ring people twice.
bot-chief-yourself = Going yourself?
bot-resident-welcome = If there is a fire, call 101. Then write here what and where, or send a location.
bot-resident-coming = Help is coming. Get people out and do not go back in. Call 101.
bot-resident-over = It is over. Thank you.

# page-live

page-live-since = +{ $minutes } min { $seconds } s
page-live-old = As of { $time }. This page does not update by itself.
page-live-plan = Plan of the place
page-live-north = N
page-live-coming = Coming: { $count }
page-live-calling = Being alerted: { $count }
page-live-not-coming = Not coming: { $count }
page-live-nobody = Nobody has been alerted yet
page-live-others = { $count } more
page-live-aboard = Gone out: { $people }
page-live-of-vehicle = { $action }: { $vehicle }
page-live-minutes = In how many minutes
page-live-now = Now: { $state }
page-live-nobody-left = Nobody is left to call: all have been alerted
page-live-verdict-leaves = At two minutes: crew complete
page-live-turnout = Turnout { $minutes } min
page-live-travel = Travel { $minutes } min
page-live-undo = { $action }: in { $seconds } s
page-live-choose = Choose a person

# the auditor, the blind alert, the sentinel

degraded-audit = The service found a fault in itself and is mending it
degraded-blind = The database takes no writes: we alert from a saved roster
degraded-restored = The database was restored from a copy: old incidents wait for a human's word
degraded-alarmFlood = One source raises unusually many alarms: check with the desk that they are real
degraded-webhook = The dispatch centre's system does not take our messages: ring its duty officer
degraded-airRaid = We do not know whether there is an air raid: the feed is silent
sentinel-silent = Dzvin has been silent for { $seconds } s: an alarm may wake nobody. Ring people yourself. Look at the server.
sentinel-cannot = Dzvin has reached nobody for { $seconds } s: no carrier works. Ring people yourself. Look at the server.
sentinel-back = Dzvin works again. It was silent for { $minutes } min.

# dzvin doctor

doctor-settings = settings: complete
doctor-channels = channels: { $channels }
doctor-channels-some = channels: { $channels }; off for want of settings: { $off }
doctor-channels-none = channels: only the console, no phone will ring; set TELEGRAM_… or TWILIO_…
doctor-database = database: opens, synchronous=FULL
doctor-database-closed = database: { $why }
doctor-service = service: running, /readyz answers { $status } { $answer }
doctor-schema = schema: { $at }
doctor-schema-waiting = schema: { $at }; waiting for the next start: { $tags }. While something is open (incidents: { $open }, messages and steps waiting: { $rows }) a start runs only what adds and puts off the rest. Close what is over, then restart the service
doctor-schema-newer = schema: a newer version added { $tags }; this version works on it
doctor-clock = clock: in step with the log
doctor-clock-ahead = clock: the log is { $seconds } s ahead; was the clock set back? Time runs on from the log. Look at timedatectl
doctor-sample = sample alert: { $units } characters, { $count ->
        [one] { $count } segment
       *[other] { $count } segments
    }
doctor-sample-long = sample alert: { $units } characters, { $count ->
        [one] { $count } segment
       *[other] { $count } segments
    }; a shorter SHORT_URL (at most 21 characters with the token) makes it one
doctor-roster = roster: { $count ->
        [one] { $count } brigade
       *[other] { $count } brigades
    }
doctor-roster-empty = roster: empty, nobody would be alerted; dzvin import roster FILE.csv
doctor-roster-noChief = roster: { $name } has no chief, so no human would be called; PATCH its roles
doctor-webhook = Telegram webhook: set, { $count } waiting
doctor-webhook-none = Telegram webhook: not set; dzvin start sets it to { $url }
doctor-webhook-elsewhere = Telegram webhook: points elsewhere; dzvin start sets it to { $url }
doctor-webhook-failing = Telegram webhook: set, { $count } waiting, last error: { $why }
doctor-webhook-silent = Telegram webhook: Telegram does not answer; is the machine on the Internet?
doctor-disk = disk: { $megabytes } MB free
doctor-disk-full = disk: only { $megabytes } MB free; a full disk takes no alarm, make room
doctor-map = map: the file can be read, zoom up to { $zoom }
doctor-map-none = map: { $file } is not there or is not a PMTiles 3 file; the plain map is drawn instead. Look at MAP_TILES
doctor-airRaid = air raid: the feed answers
doctor-airRaid-refused = air raid: the feed refused ({ $why }). The key is wrong, or it is used more often than three times a minute: check UKRAINE_ALARM_API_KEY
doctor-airRaid-silent = air raid: the feed does not answer ({ $why }). While it is silent the state is unknown everywhere; fire alerts go on
doctor-airRaid-none = air raid: no names of regions yet. Start the service, it fetches them
doctor-airRaid-matched = air raid: regions found in the tables of areas: { $matched } of { $regions }
doctor-airRaid-unmatched = air raid: regions not in the tables of areas: { $count } of { $regions } ({ $names }). The state of their raion or oblast counts for them; while they are under alert theirs is “unknown”. Import the hromadas: dzvin import areas
doctor-heartbeat = HEARTBEAT_URL: { $host } is reachable (not called: only a sound service gives a sign of life)
doctor-heartbeat-none = HEARTBEAT_URL: not set; nobody would hear that the machine fell silent. Set the address of a watch at another provider
doctor-heartbeat-silent = HEARTBEAT_URL: { $host } cannot be reached ({ $why }); look at the address and the network, or the watch wakes people for nothing
doctor-relay = RELAY_COMMAND: { $program } is there and can be run. Once a month, is the bell heard? echo "ПРОБА" | $RELAY_COMMAND
doctor-relay-none = RELAY_COMMAND: not set; with no carrier nothing rings. Set a program that rings a bell or sounds a horn
doctor-relay-missing = RELAY_COMMAND: { $program } is not there or cannot be run; look at the path and chmod +x
doctor-place = { $name }: { $path } takes writes, on another disk than the database
doctor-place-sameDisk = { $name }: { $path } takes writes, but on the database's own disk: one fault takes both. Set a place on another disk
doctor-place-closed = { $name }: { $path } takes no writes ({ $why }); make the folder and give it to the user of the service, or set another place

# the heads of the logs, at night to the administrators

chain-heads = Digest of the logs, { $time }. { $count ->
        [one] { $count } log
       *[other] { $count } logs
    }, { $total ->
        [one] { $total } event
       *[other] { $total } events
    }.
chain-keep = Do not delete this: the digest shows that nobody changed anything in the logs.
chain-broken = ATTENTION: { $count ->
        [one] { $count } log is
       *[other] { $count } logs are
    } not what was recorded before. Somebody may have altered or cut them. Run dzvin verify on the server.

### Cost. Sums are written as the reader's money already

page-live-cost = SMS: { $segments }, calls: { $calls }. Total { $amount }
page-live-cost-month = This month { $amount }
page-live-cost-budget = This month { $amount } of { $budget }

### The weekly bell, papers, hours ahead, availability in the chat

date-day = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
weekday-short = { $day ->
        [1] Mon
        [2] Tue
        [3] Wed
        [4] Thu
        [5] Fri
        [6] Sat
       *[7] Sun
    }
weekday-each = { $day ->
        [1] every Monday
        [2] every Tuesday
        [3] every Wednesday
        [4] every Thursday
        [5] every Friday
        [6] every Saturday
       *[7] every Sunday
    }
bell-channel-telegram = Telegram
bell-channel-sms = SMS
bell-channel-voice = call
bell-missed-title = Test of the channels, { $day }: { $reached } of { $asked } were reached. Not reached:
bell-missed-one = { $name }: { $channels }
bell-missed-more = and { $count ->
        [one] { $count } more person
       *[other] { $count } more people
    }
bell-menu = Test of the channels
bell-score = { $brigade }: { $score } % reachable
bell-score-none = { $brigade }: not tried yet
bell-person = { $name }: { $score } %
bell-untried = Not tried yet: { $names }
bell-off = The weekly test is off.
bell-on = Tested { $each } at { $time }: every channel of everybody who is not off duty.
bell-switch-on = Switch on: { $each } at { $time }
bell-switch-off = Switch off
bell-why = Every week we try all channels: chat, SMS and call. We tell you who was not reached.
paper-medical = Medical certificate
paper-insurance = Insurance
paper-licence_c = Driving licence, category C
paper-ba = Breathing apparatus clearance
paper-curfew_pass = Curfew pass
paper-other = Another document
papers-menu = People's documents
papers-whose-choose = Whose documents? We remind them and you 30 and 7 days ahead. An expired document takes nobody out of an alert.
papers-none = { $name }: no documents noted.
papers-of = { $name }:
papers-one = { $paper }, until { $day }
papers-add = Add: { $paper }
papers-drop = Remove: { $paper }, until { $day }
papers-ask-until = { $paper }: until which day? Write, for example, 31.01.2027
papers-unreadable = We could not read that. Please write the day like 31.01.2027
papers-yours = One of your documents expires soon. You are called as before.
papers-of-people = Documents that expire soon:
papers-whose = { $name }: { $paper }
papers-until = { $paper }, until { $day }, { $days ->
        [0] today is the last day
        [one] { $days } day left
       *[other] { $days } days left
    }
forecast-today = today
forecast-tomorrow = tomorrow
forecast-hours = { $day } { $from }–{ $to }
forecast-over-midnight = { $day } { $from } to { $until } { $to }
forecast-none = { $when }: missing { $list }
forecast-few = { $when }: missing { $list }
availability-menu = My availability: { $state }
availability-now-until = Now: { $state } until { $time }
availability-hours = { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
availability-until-morning = until { $time }
availability-from-to = from – to…
availability-no-end = no end date
availability-more = My availability
availability-week = By weekday
availability-ahead = Days ahead
availability-week-title = Every week:
availability-week-line = { $days } { $from }–{ $to }: { $state }
availability-week-none = No weekly hours.
availability-week-choose = Choose days and a part of the day.
availability-week-state = What is your availability in these hours?
availability-week-clear = Remove all weekly hours
availability-ahead-title = Ahead:
availability-ahead-none = Nothing is noted ahead.
availability-ahead-line = { $period }: { $state }
availability-add = Add: { $state }
availability-drop = Remove: { $period }
availability-ask-period = { $state }: when? Write, for example, “from 12.12 to 15.12” or “from 18:00 to 23:00”.
availability-period-set = Noted: { $period }, { $state }
availability-period-unreadable = We could not read that. Please write it like “from 12.12 to 15.12”, “tomorrow” or “until 18:00”.
availability-period-past = That time is over already. Please write another one.
availability-period-tooLong = That is longer than a year. Please write a shorter time.
period-from-to = { $from } – { $to }
day-part-night = Night 00–08
day-part-day = Day 08–17
day-part-evening = Evening 17–24
reach-last = last reached you { $day }
reach-never = { $count ->
        [one] { $count } try, not reached yet
       *[other] { $count } tries, not reached yet
    }
reach-untried = not tried yet
reach-do-telegram = Telegram: switch on the sound of this chat and press “I hear you” in a test.
reach-do-sms = SMS: see whether the memory is full or our number is blocked.
reach-do-voice = Call: allow our number in Do Not Disturb and press 1 when you hear the voice.
household-menu = We live together
household-with = In your household: { $names }. Whoever answers “coming” first frees the others: they may stay.
household-none = When two people live together, one of them goes to a fire: whoever answers “coming” first frees the other.
household-add = Add somebody
household-leave = We no longer live together
household-left = Noted: you are on your own.
household-ask-name = Who lives with you? Write the name as it is in the brigade's list.
household-nobody = Nobody in your brigade has such a name. Please try again.
household-which = Which one?
household-asked = Asked: { $name }. We will write to you when they agree.
household-cannot-ask = { $name } has no Telegram. Ask the chief to note that you live together.
household-question = { $name } writes that you live together. Then whoever answers “coming” first frees the other. Is that so?
household-accepted = { $name }: noted, you live together.
household-refused = Noted: you do not live together.
household-refused-you = { $name }: you do not live together.
household-stale = This question is not open any more.

### joining and «Мої дані»

join-card-bell = Dzvin (fires)
join-card-drill = Dzvin (exercises)
join-step-number = Step 1 of 3. Above is the number Dzvin calls from. Save it as a contact: phones silence unknown numbers or mark them as advertising.
join-step-number-drill = Step 1 of 3. Above are two numbers of Dzvin. The first calls when there is a fire, the second only for exercises. Save both as contacts: phones silence unknown numbers or mark them as advertising.
join-step-number-none = Step 1 of 3. When Dzvin first calls, save that number as a contact: phones silence unknown numbers or mark them as advertising.
join-step-maker = Step 2 of 3. To be woken at night, give the contact a loud ringtone and let it ring in Do Not Disturb. Which phone do you have?
join-how-samsung = Samsung.
    Ringtone: Contacts → Dzvin's contact → Edit → View more → Ringtone.
    Permission: tap the star in the contact (Favourites), then Settings → Notifications → Do not disturb → Calls and messages → Calls → Favourite contacts only. Switch on Repeat callers there, too.
    At night use Do not disturb, not mute: a muted phone silences Dzvin as well.
join-how-xiaomi = Xiaomi, Redmi, POCO.
    Ringtone: Contacts → Dzvin's contact → Default ringtone → choose a loud one.
    Permission: tap the star in the contact (Favourites), then Settings → Sound and vibration → Silent mode → Do not disturb → Allow calls from → Favourites only. Switch on Repeated calls there, too.
    At night use Do not disturb, not Silent: a silent phone silences Dzvin as well.
join-how-motorola = Motorola.
    Ringtone: Contacts → Dzvin's contact → three dots → Set ringtone.
    Permission: tap the star in the contact, then Settings → Notifications → Do Not Disturb → People → Calls → Starred contacts. Switch on Repeat callers there, too.
    At night use Do Not Disturb, not mute: a muted phone silences Dzvin as well.
join-how-iphone = iPhone.
    Contacts → Dzvin's contact → Edit → Ringtone: choose a loud one and switch on Emergency Bypass at the top of the same page. The phone then rings in Do Not Disturb and with the sound switched off. Tap Done twice.
join-how-other = Another Android phone.
    Ringtone: Contacts → Dzvin's contact → Edit or three dots → Ringtone.
    Permission: mark the contact with a star, then Settings → Sound or Notifications → Do not disturb → Exceptions → Calls → Starred contacts. Switch on Repeat callers there, too.
    At night use Do not disturb, not mute: a muted phone silences Dzvin as well.
join-how-button = Button phone.
    Save the number in the phone book. Where there are caller groups, make one for Dzvin and give it the loudest tone. There is no Do Not Disturb here: for the night choose the profile General or Loud, not Silent.
join-step-ring = Step 3 of 3. Let us try it. Switch on the mode you sleep with, put the phone down and tap the button below. Dzvin calls: pick up and press 1.
join-ring-ringing = Calling. Pick up and press 1.
join-ring-tooOften = That was twice in ten minutes. Try again a little later.
join-ring-cannot = Calls are not connected yet, ask the chief. Alerts will come here.
join-ring-unanswered = The call was not heard, or 1 was not pressed. Check ringtone and permission and try again.
join-ring-notSent = The call could not be made. Try again a little later or tell the chief.
join-done = Dzvin was heard. You have joined, thank you!
join-not-rung = Your 1 has not reached us yet. Without the test ring joining is not finished: at night Dzvin may not wake you.
join-later = All right. Joining is not finished until you have had a test call. Go on at any time: /menu → “Finish joining”.
join-remind = Joining is not finished yet: the test call is missing. It takes two minutes, and Dzvin will wake you at night.
join-ask-contact = To join, share your own contact with the button below. Only Dzvin sees the number.
join-ask-brigade = Which brigade? Write its name or village, or share your location to see the nearest.
join-choose-brigade = Choose the brigade. If it is not here, write its name another way.
join-no-brigade = No such brigade was found. Write its name another way or share your location.
join-ask-name = Your first and last name? The chief will see it.
join-name-unreadable = That does not look like a name. Write it in letters, for example: Olena Koval
join-asked = Passed on to the chief: { $brigade }. The answer comes here.
join-asked-nobody = Noted: { $brigade }. The chief is not on Telegram yet, so tell them yourself.
join-too-many = Too many requests at once. Wait for the answers to those before.
join-request = { $name } would like to join { $brigade }. The number is confirmed by Telegram. Accept?
join-request-known = { $name } would like to join { $brigade }. This number is on your list already: { $known }. Accept and connect this Telegram?
join-decided = There are no requests here any more: they have been decided.
join-outranked = This number belongs to somebody whose role you cannot give. Let the chief or an administrator invite them.
join-accepted-added = { $name }: in the brigade. The rest can be changed later.
join-accepted-bound = { $name }: Telegram connected.
join-accepted-alsoHere = { $name }: now in your brigade, too.
join-refused = { $name }: refused, and told so.
join-elsewhere = { $name }: this number belongs to a member of another brigade. That chief has to invite them first.
join-told-accepted = You are accepted: { $brigade }.
join-told-refused = { $brigade }: not this time. If that is a mistake, talk to the chief.
join-told-elsewhere = { $brigade }: your number is on another brigade's list. Ask its chief for an invitation.
join-moved-contact = We move your entry here. Share the contact of this phone.
join-moved-old = Write your old number.
join-moved-asked = If this number is on the list, a question has appeared in your old chat. Confirm there. If you no longer have the old chat, ask the chief.
mine-title = { $name }. Brigade: { $brigade }
mine-line-phone = Number: { $phone }
mine-line-second = Second number: { $phone }
mine-line-second-none = No second number
mine-line-places = { $count ->
        [0] No places noted
        [one] { $count } place
       *[other] { $count } places
    }
mine-line-home = Wakes you at home: { $name }
mine-line-home-none = Nobody at home to wake you
mine-line-language = Language: { $language }. SMS letters: { $alphabet }
mine-line-kind = Phone: { $kind }
mine-language = Which language should we write and speak?
mine-alphabet = Which letters for SMS? In Latin letters twice as much fits into one message, and every phone shows them.
mine-kind = What phone do you have? To a button phone we send no links: we call and ask by keys.
mine-second-ask = Write the second number: we call it when the first is silent. A code is sent there.
mine-second-same = That is the same number. Write another one.
mine-phone-ask = Write the new number. We send a code to it, then you confirm here, in the old chat.
mine-phone-unreadable = That does not look like a phone number. For example: 067 123 45 67
mine-phone-not-possible = This number cannot be used here: it is yours already. Write another one.
mine-code-sent = An SMS is on its way. Write its code here: six digits, valid for ten minutes.
mine-code-wrong = The code is wrong or no longer valid. Write it again or start over.
mine-code-not-sent = The SMS could not be sent. Check the number or try again later.
mine-code-too-many = Too many codes today. Try tomorrow or tell the chief.
mine-phone-confirm = The new number { $phone } is confirmed. Call it from now on?
mine-phone-moved = The number is changed. We told the chief and wrote to the old number. Now let us try whether the new one rings.
mine-phone-taken = This number is another member's already. Tell the chief.
mine-phone-leader = { $name }: a new phone number, confirmed by a code and from the old chat. If that looks wrong, call the person.
mine-move-ask = Somebody asks to move your entry to a new phone, number { $phone }. Is it you? If not, refuse: a stranger's phone would get your alerts.
mine-move-refused = The old chat refused. If this is your entry, talk to the chief.
mine-move-refused-own = All right, nothing was changed. If you are asked again, tell the chief.
mine-home-ask = Who at home wakes you if you do not hear it? Write the name. We call them only after a call you missed.
mine-home-phone = And that person's phone number? Ask for their consent.
mine-places = We count your travel time from:
mine-places-none = No places, so we do not know your travel time. Add your home.
mine-place-home = home
mine-place-work = work
mine-place-other = another place
mine-place-ask = Share your location with the button below or send a point on the map. Only Dzvin sees it.
mine-place-got = Got the place.
mine-hours-ask = When are you there?
mine-file-ask = We send a file here with everything we hold about you. Your numbers and places are in it: do not forward it.
mine-file = Everything we hold about you.
mine-leave-which = Which brigade do you want to leave?
mine-leave-ask = Leave for good? We erase your number, places, answers in words and this chat. No alerts will come. The logs keep an entry without a name. It cannot be undone.
mine-leave-one-ask = Leave this brigade? Its alerts will not come any more, the rest stays.
mine-leave-only-chief = You are the only chief: { $brigade }. Appoint another chief first, then leave.
mine-leave-too-soon = Something is being sent to you this second. Try again in ten seconds.
mine-left = You are no longer in { $brigade }.
mine-erased = Your data is erased. Thank you for your service. If there is a fire, call 101.
bot-command-menu = Menu
bot-command-help = How this works

### The chief's chat: raising people, incidents, words, who can be reached, groups

button-raise = 🔥 Call people out
button-incidents = Incidents
button-actions = Actions
button-refresh = Refresh
button-reopen = Open again
button-change-type = What has happened
button-write = Write
button-reporter-number = Reporter's number
button-tonight = Who can be reached
button-set-availability = Change somebody's availability
button-goes-minutes = Coming · { $minutes } min
button-goes-not = Can't come
raise-structure_fire = House
raise-vegetation_fire = Stubble
raise-vehicle_fire = Car
raise-outbuilding_fire = Shed
raise-rescue = Rescue
raise-other = Other
bot-keys-below = The buttons below are always at hand.
bot-chief-only = Only the chief, a deputy or the duty officer of this incident can do that.
bot-chief-over = #{ $number }: { $state }. Nothing was changed.
bot-raise-danger = People in danger: yes
bot-raise-danger-not = People in danger: no
bot-raise-drill = Exercise (nothing is burning)
bot-raise-real = No, it is a real fire
bot-raise-drill-what = EXERCISE, nothing is burning. What do we practise?
bot-raise-drill-type = Exercise: { $type }
bot-raise-drill-done = EXERCISE #{ $number }, nothing is burning: calling people.
bot-raise-brigade = Which brigade do we call?
bot-raise-again = #{ $number } was received already, people are being called.
bot-raise-held = #{ $number } looks like an incident we know already. If it is another, press “Actions” and “Call people out”; in two minutes we will call them ourselves.
bot-raise-asked = #{ $number } received, we are asking the chief. Call 101.
bot-raise-sms-called = #{ $number } received, calling people
bot-raise-sms-asked = #{ $number } received, asking the chief. Call 101
bot-raise-false-sure = #{ $number }: people may be on their way. A false alarm?
bot-raise-taken-back = #{ $number } cancelled, people are told not to go.
bot-place-kept = #{ $number }: the place is noted, those coming will be told.
bot-incidents = Incidents:
bot-incidents-none = There are no incidents.
bot-incident-line = #{ $number } { $type } · { $state } { $place }
bot-order-done = { $action }: done.
bot-order-nothing = { $action }: that is so already.
bot-sure-question = #{ $number } { $action }?
bot-sure = Yes: { $action }
bot-vehicle-which = Which vehicle cannot go?
bot-vehicle-down = { $vehicle }, { $brigade }
bot-nobody = Nobody here yet.
bot-answer-for = { $name }: what is the answer?
bot-reporter-number = #{ $number } Reporter's number: { $phone }. Your request is in the log.
bot-reporter-number-unknown = The reporter's number is not known.
bot-reporter-number-over = The incident is over, the number is not shown any more.
bot-words-whom = Write to whom?
bot-words-choice = { $to }: { $count }
bot-words-coming = Those coming
bot-words-silent = Those silent
bot-words-all = Everybody
bot-words-ask = { $to }. Write the text in one message.
bot-words-soon = { $to }: “{ $text }”. We will send it in 5 s.
bot-words-takenBack = It will not be sent.
bot-words-sent = It is sent already.
bot-words-gone = It will not be sent: it was taken back earlier, or the incident is over.
bot-tonight = On call: { $on } of { $all }
bot-tonight-unreachable = nothing to call with
bot-tonight-unrung = the bell is not tested yet
bot-tonight-enough = Until 07:00 a crew will gather: nobody is missing.
bot-set-availability = { $name }, now: { $state }. Which availability?
bot-until = { $state }: for how long?
bot-for-hours = { $hours ->
        [one] For { $hours } hour
       *[other] For { $hours } hours
    }
bot-until-seven = Until 07:00
bot-until-changed = Until it is changed
bot-group-how = To read about the brigade's incidents here, write /link. Only the type and the settlement are shown, no names.
bot-group-linked = { $brigade }: the type and the settlement of each incident will be shown here. Answer in the private chat with the bot only. To unlink: /unlink
bot-group-unlinked = We write nothing here any more.
bot-group-none = This group is not linked to any brigade.
bot-group-chief-only = Only a chief or a deputy can link a group.
bot-group-which = You lead several brigades. Write /link and the name of one of them.
bot-group-taken = This group already reads about another brigade. Its chief can write /unlink.

### Board: the shell

board-not-built = The pages are not built yet
    .help = Run npm run build and start the service again. Alerts work without them.
board-loading = Opening…
board-not-yours = Chiefs and duty officers work here
    .help = Answer an alert in the bot or by its link; change your availability in the bot.
board-skip = Skip to the content
board-pages = Pages
board-incidents = Incidents
board-new = New incident
board-brigades = Brigades
board-colours = Colours: { $scheme }
board-colours-auto = same as the system
board-colours-light = light
board-colours-dark = dark
board-other-language = Українська
board-age-minutes = { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
board-line-lost = No connection to the service. Showing what we knew { $age } ago. Still trying to connect.
board-line-looking = The connection to the service was lost. Reconnecting.

### Areas: words for a place that came as a point alone
near-settlement = { $category ->
        [C] near { $name } village
        [X] near { $name } settlement
       *[M] near { $name }
    }
near-metres = { $metres } metres
near-kilometres = { $kilometres ->
        [one] { $kilometres } kilometre
       *[other] { $kilometres } kilometres
    }

### Merge: one fire, two reports

card-same-fire = The same incident as #{ $number }
page-live-same-fire = The same incident as #{ $number }
page-live-merged-into = This is the same incident as #{ $number }: everything goes on there
page-live-merged-from = The same incident: #{ $number }
page-live-other-fire = Another incident: call people out

### Board: incident

board-incident-missing = There is no such incident, or you may not see it
board-incident-back = To all incidents
board-incident-from = Source: { $source }
board-incident-from-number = Source: { $source } · { $number }
board-incident-exact = exact place
board-incident-no-point = no point on the map yet
board-incident-map-show = Show the map
board-incident-map-hide = Hide the map
board-incident-urgent = Now
board-incident-ending = Ending
board-incident-about-person = About the person: availability, phone, qualifications
board-incident-why = Why they are alerted
board-incident-answered = Answered at { $time }
board-incident-ways = What the channels are doing
board-incident-ways-none = Nothing sent yet
board-incident-behalf = They told you themselves? Answer for them
board-incident-words-from = What they said
board-incident-log = All entries of the log
board-incident-log-none = We cannot read the log now
board-incident-mark-other = Mark something else or another time
board-incident-mark-what = What has happened
board-incident-mark-vehicle = Vehicle
board-incident-mark-whole = the whole incident
board-incident-mark-time = What time
board-incident-write = Write to people
board-incident-write-text = Text
board-incident-write-to = To whom
board-incident-correct = Change place or type
board-incident-cancel = Cancel the incident
board-incident-cancel-why = Why
board-incident-cancel-words = Another reason
board-incident-merge = Compare and merge
board-incident-merge-with = Compare with
board-incident-merge-title = The same incident?
board-incident-merge-into = The same: merge into #{ $number }
board-incident-merge-not = Different: call people here too
board-incident-merge-none = There is no other incident now
board-incident-merge-distance = { $distance } apart
board-incident-this = This incident
board-incident-reported = Reported at { $time }
board-incident-words = What they say
board-incident-who-comes = Who is coming
board-incident-nobody-comes = nobody yet
board-incident-reporter = Ring the reporter
board-incident-reporter-logged = Your request is noted in the log.
board-incident-on-call = Who can be reached: { $brigade }
board-incident-short = { $from }–{ $to }: { $missing }
board-incident-keys = Keys
board-incident-keys-title = Keyboard control
board-incident-key-urgent = { $label } (in 5 s)
board-incident-key-list = this list
board-incident-key-map = map
board-incident-key-people = people
board-incident-key-time = time line
board-incident-key-actions = actions
board-incident-key-write = write to people
board-incident-key-correct = change place or type
board-incident-key-off = Keys are off on this screen
board-log-merge-undone = The merged incident was split off again
board-way-waiting = { $channel ->
        [voice] will call
       *[other] will send
    }
board-way-sending = { $channel ->
        [voice] calling
       *[other] sending
    }
board-way-sent = { $channel ->
        [voice] the phone rang
       *[other] sent
    }
board-way-delivered = { $channel ->
        [voice] picked up
       *[other] delivered
    }
board-way-refused = { $channel ->
        [voice] did not get through
       *[other] refused
    }
board-way-unknown = we do not know whether it arrived
board-way-withdrawn = no longer needed
board-way-tries = { $count ->
        [one] { $count } try
       *[other] { $count } tries
    }
board-dialog-close = Close
board-press-undo-button = Undo ({ $seconds })
board-press-sending = { $action }: sending…
board-press-again = { $action }: no connection, trying again…
board-press-line = { $action }: no connection, we do not know whether it arrived
board-press-retry = Again
board-press-close = Understood
board-press-late = { $action }: somebody was ahead of you. Now: { $state }
board-press-forbidden = { $action }: you have no right to do this, or it is no longer there
board-press-broken = { $action }: we could not write it down. Try again, and ring people
board-press-nothing = { $action }: that is so already
board-log-asked-again = Alerted again: { $who }
board-log-withdrew = { $name }: alert withdrawn
board-log-eta = { $name }: will arrive at { $time }
board-log-unreachable = { $name }: unreachable
board-log-humans = Ringing chiefs and duty officers: { $count }
board-log-asked-station = { $name }: asked whether they are at the station
board-log-said = { $name }: { $words }
board-log-called-back = Called back: { $who }
board-log-vehicle-taken = The vehicle went to incident #{ $number }
board-log-proposed = Cancelling was proposed: { $reason }
board-log-impact = Impact: { $answer ->
        [yes] yes
       *[no] no
    }
board-log-written = { $to }: “{ $words }”
board-log-behalf = answered for them

### Wall

wall-title = Station screen: { $brigade }
wall-bind = Connect this screen?
    .help = “{ $name }”. The link works for one screen: the first on which somebody presses the button.
wall-bind-button = Connect
wall-taken = This link is on another screen already
    .help = It is open on { $screen }. Who can free it: { $names }. Then this same link connects a new screen. If it is the same screen, it has not kept its cookie: let it keep cookies.
wall-some-screen = another screen
wall-administrator = the administrator of the service
wall-too-late = This link is too old
    .help = It was not opened in time. Ask the chief for a new one.
wall-gone = This screen is disconnected
    .help = Nothing is shown here any more. The chief or a deputy gives a new link.
wall-unread = We cannot show this now
    .help = The database does not answer. We will try again by ourselves in a few seconds.
wall-sound = The sound is off: press any key
wall-press = Arrived? Touch your name or press the number beside it
wall-arrived = At the station: { $name }
wall-kept = { $action }: will be sent as soon as there is a connection
wall-exercise = Exercise, nothing is burning. { $place }.
wall-trucks = Could a vehicle leave
wall-crew-possible = a crew is possible
wall-unchecked = not checked since the last call-out
wall-until = until { $time }
wall-next = { $from }–{ $to } { $missing }
wall-now = Now
wall-tonight = Tonight
wall-on = on call
wall-reserve = reserve
wall-away = not available
wall-everybody = Everybody

### Board: map

board-map = Map
board-map-help = Arrows move the map, plus and minus zoom, zero shows everything. The same is said in words below the map.
    .pick = Arrows move the map, plus and minus zoom, zero shows everything. Enter chooses the point under the cross.
board-map-closer = Zoom in
board-map-farther = Zoom out
board-map-all = Show everything
board-map-pick = Choose the centre
board-map-picked = Chosen: { $point }
board-map-base-lost = The base map did not load. Distances, brigades and people on the map are right.
board-map-words = The map in words
board-map-place = ▲ Place of the incident: { $point }
board-map-place-none = The place of the incident is not known yet
board-map-accuracy = to within { $distance }
board-map-ago = { $age } ago
board-map-letter-driver = D
board-map-letter-leader = L
board-map-letter-medic = M
board-map-letter-other = F
board-map-role-other = others who are coming
board-map-coordinates = Coordinates
    .help = In digits, or a link from a map: 49.017, 25.795
board-map-unread = We cannot read these coordinates. Write latitude and longitude, such as 49.017, 25.795, or tap the place on the map.

### Board: a new incident

board-raise-what = What has happened
board-raise-where = Where
board-raise-when = When
board-raise-this = New report
board-raise-settlement = Settlement
    .help = The first letters of its name. Where it repeats, add the hromada: “Росохач Чорт”.
board-raise-settlement-unknown = There is no such settlement in the list. Write it below in words, or tap the place on the map.
board-raise-clear = Remove the settlement
board-raise-details = Street, house, landmark
    .example = 12 Shevchenko St, behind the school
board-raise-brigade = Who goes first
board-raise-brigade-nearest = The nearest to the place
board-raise-nowhere = Give a place or a brigade: without either there is nobody to call out.
board-raise-map = Show on the map or enter coordinates
board-raise-more = What else is known
board-raise-description = What they say
board-raise-reporterPhone = Reporter's phone
board-raise-externalId = Number in your own system
board-raise-source = Where the report comes from
board-raise-mode = Is this real?
board-raise-mode-actual = Yes, it is real
board-raise-mode-exercise = Exercise: nothing is burning
board-raise-mode-test = Connection test: nothing is burning
board-raise-send-actual = Call people out
board-raise-send-exercise = Start the exercise
board-raise-send-test = Test the connection
board-raise-choose-type = Choose what has happened: the rest can follow.
board-raise-would = Who would be woken
board-raise-alerted = { $count ->
        [0] Nobody: there is nobody near to call
        [one] { $count } person
       *[other] { $count } people
    }
board-raise-not-alerted = Who is not alerted, and why
board-raise-same = Looks like #{ $number }
board-raise-same-help = We will wait two minutes for somebody to decide whether it is the same incident. Then we will call people out ourselves.
board-raise-it-is = It is #{ $number }
board-raise-another = Another incident
board-raise-another-help = We will call people out at once, without waiting.
board-raise-apart = { $distance } apart
board-raise-fault = The service will not take this. Correct it and send it again.
board-raise-refused = { $why } If that does not help, ring the chief.
board-raise-unsent = No answer came, and we do not know whether it arrived. Press again: nobody is called out twice. If that does not help, ring the chief.

### Board: desk

board-desk-calm = Nothing is burning
board-desk-calm-unknown = We do not know whether anything is burning: no connection
board-desk-burning = Incidents now
board-desk-sound-off = The browser does not let this page make a sound yet
board-desk-sound-on = Turn the sound on
board-desk-sound-is-on = The sound is on
board-desk-needs = Needs you
board-desk-see = I see it
board-desk-see-one = I see #{ $number }
board-desk-see-all = I see them all
board-desk-seen = Seen, { $time }
board-desk-aside = Notify me when the window is hidden
board-desk-need-line = NO CONNECTION TO THE SERVICE
board-desk-need-raised = NEW INCIDENT
board-desk-filter = Show
board-desk-filter-all = all incidents
board-desk-hromadas = Hromadas
board-desk-hidden = hidden: { $count }
board-desk-hidden-need = needing attention: { $count }
board-desk-said = #{ $number }, { $type }, { $place }: { $headline }
board-desk-count = { $have } of { $need }
board-desk-people = PEOPLE
board-desk-like = looks like #{ $number }
board-desk-like-another = looks like another incident
board-desk-ended = Ended in the last half hour: { $count }
board-desk-carrier-telegram = Telegram
board-desk-carrier-sms = SMS
board-desk-carrier-voice = Calls
board-desk-unknown = unknown
board-desk-key-choose = choose an incident
board-desk-key-open = open the chosen incident
board-desk-key-see = “I see it”: silences what is sounding
board-desk-key-new = new incident
board-desk-open = Open #{ $number }
board-desk-ready = Could a crew leave now
board-desk-ready-unchecked = but test calls not heard yet: { $count }
board-desk-ready-none = There are no brigades yet
board-desk-ready-more = All brigades
board-desk-last = Last incidents

### Board: people and machines

board-people = People
board-machines = Vehicles
board-settings = Settings
board-walls = Station screens
board-roster-gone = This is not here, or you may not see it
board-roster-unread = We cannot show this now: no connection to the service
board-more = { $count } more
board-add = Add
board-change = Change
board-save = Save
board-take-out = Remove
board-copy = Copy
board-copied = Copied
board-not-copied = That did not work. Select the text and copy it yourself.
board-remove-soon = { $name }: will be removed in 5 seconds. Press the same button again to keep it.

board-duty-on = on call
board-duty-reserve = reserve
board-duty-lifeOnly = only when life is at stake
board-duty-off = off duty

board-brigades-search = Find a brigade
board-brigades-found = { $count ->
        [one] { $count } brigade
       *[other] { $count } brigades
    }
board-brigade-new = New brigade
board-brigade-found = Create the brigade
board-brigade-parts = Parts of the brigade
board-brigade-no-chief = no chief yet
board-brigade-chief = Chief: { $name }
board-brigade-on = { $on } of { $all } on call
board-brigade-ready = Vehicles: { $ready } of { $all } ready
board-brigade-forms = until 07:00 a crew will gather
board-brigade-unseen = another brigade
board-brigade-is = Brigade
board-brigade-remove = Remove the brigade
board-brigade-remove-help = Move or remove its people and vehicles first.

board-people-search = Find a person
board-people-only = Show
board-people-all = Everybody
board-people-not-reached = Who would not be woken
board-people-found = { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
board-person-add = Add a person
board-person-new = New person
board-person-held = Details
board-person-more = Contact, home, documents
board-person-also = Also: { $brigades }
board-person-unseen = somebody not on your list
board-person-away = Data: download or remove
board-person-export = Download everything held here about this person
board-person-remove = Remove the person
board-person-remove-help = Everything about the person disappears from the list: roles, numbers, words. The logs of incidents keep an entry without a name.
board-prove = Sign in again
board-prove-help = To download or remove a person's data, sign in again: you then have ten minutes.

board-reach-nothing = nothing to call with
board-reach-unbound = Telegram not connected
board-reach-unrung = no test call heard yet
board-reach-blocked = blocked
board-reach-invalid = the number does not work
board-reach-optedOut = opted out
board-reach-score = reach { $score } %

board-field-name = Name
board-field-phone = Phone
    .help = For example 067 123 45 67. We call it and send SMS to it.
board-field-secondPhone = Second phone
board-field-brigadeIds = Brigades
board-field-qualifications = Who they are on a call-out
board-field-places = Where they are
board-field-locale = Language
board-field-phoneKind = Which phone
board-field-smsAlphabet = Letters to write SMS in
board-field-travel = How they get to the station
board-field-household = In one household
    .help = The same word for everybody who lives together: whoever answers “coming” first frees the others.
board-field-homeName = Who else is at home
    .help = We ring them when the person did not wake.
board-field-homePhone = Phone of whoever is at home
board-field-papers = Documents that expire
board-field-weekly = Every week
board-field-exceptions = Single days
board-field-brigadeName = Name
board-field-brigadeLocale = Language of the brigade
board-field-kind = Kind
board-field-location = Where the station is
board-field-areaCode = KATOTTG code
    .help = Of the hromada or the settlement: UA and 17 digits. May stay empty.
board-field-roles = Who is responsible for what
board-field-machineName = Name of the vehicle
board-field-seats = Seats
board-field-crewRule = Minimum crew
board-qualification-own = The brigade's own word

board-phone-smart = smartphone
board-phone-button = button phone
board-alphabet-cyrillic = Ukrainian
board-alphabet-latin = Latin
board-locale-uk = Ukrainian
board-locale-en = English
board-travel-foot = on foot
board-travel-bicycle = by bicycle
board-travel-car = by car
board-places-help = We count from here how many minutes the person needs to the station.
board-place-home = home
board-place-work = work
board-place-other = another place
board-place-kind = What it is
board-place-where = Point
board-place-none = No point yet
board-place-choose = Set the point
board-place-hours = At what hours the person is here
board-place-add = Add a place
board-place-remove = Remove the place
board-paper-kind = Document
board-paper-until = Valid until
board-paper-add = Add a document
board-paper-expires = { $paper }: until { $day }
board-paper-expired = { $paper }: expired { $day }

board-availability = Availability
board-availability-now = Now
board-availability-until = For how long
board-availability-day = Until a day and time…
board-availability-when = Until which day and time
board-availability-ahead = By weekday, and ahead
board-state = Availability
board-week-days = Days
board-week-from = From
board-week-to = To
board-week-add = Add hours
board-exception-add = Add a day

board-joining = Joining
board-invite = Invitation
board-invite-help = Give the person the link or the QR code: it connects their Telegram.
board-invite-bound = Telegram is connected already. A new phone needs a new invitation.
board-invite-make = Make an invitation
board-invite-again = Make a new one instead
board-invite-made = The invitation is ready. Earlier ones are no longer valid.
board-invite-until = Valid until { $time }.
board-invite-link = Link
board-invite-code = Code
board-invite-qr = QR code of the link
board-ring = Test call
board-ring-help = We ring as for a fire, only without a fire. Whoever presses 1 has joined.
board-ring-heard = The test call has been heard. You can try it again.
board-ring-now = Ring now
board-ring-rings = Ringing. The person should pick up and press 1.
board-ring-not = We cannot ring now: either we rang twice in the last ten minutes, or calls are not connected.
board-pin = PIN for calls
board-pin-help = With it people are called out by phone: a call to Dzvin's number, the PIN and a key. We never show it, we only replace it.
board-pin-new = New PIN, 4–8 digits
board-pin-set = Set the PIN
board-pin-drop = Remove the PIN
board-pin-digits = 4 to 8 digits are needed
board-pin-weak = Such a PIN is the first to be guessed. Choose another.

board-machines-none = No vehicles yet
board-machine-add = Add a vehicle
board-machine-remove = Remove the vehicle
board-machine-is = { $kind }, { $seats ->
        [one] { $seats } seat
       *[other] { $seats } seats
    }
board-machine-state = { $name }: can it go
board-machine-why = Another reason
board-machine-noWater = no water
board-machine-noFuel = no fuel
board-machine-broken = under repair
board-crew = Minimum crew: { $list }
board-crew-none = No minimum crew set
board-crew-help = The vehicle does not leave without these people.
board-crew-count = How many
board-crew-who = Who
board-crew-add = Add a row

board-roles = Roles
board-roles-help = Deputies stand in for the chief in this order.
board-role = Role
board-role-who = Who
board-role-choose = — choose —
board-role-add = Add a role
board-roles-everybody = Show people from everywhere
board-role-earlier = Up
board-bell-on = Test every week
board-bell-day = When
board-bell-time = What time, from 08:00 to 21:00

board-policy = How we call people out
board-policy-help = An empty field means the usual rule. Types marked ● have rules of their own.
board-policy-type = For what
board-policy-default = For all types
board-policy-usual = Usually: { $value }
board-policy-varies = Usually, by type: { $value }
board-policy-own = Our own rule
board-policy-no-limit = no limit
board-policy-vehicles = Which vehicles are needed
board-policy-any-vehicle = any vehicle
board-policy-vehicle-add = Add a vehicle
board-policy-requirement = Who must be in the vehicle
board-policy-requirement-usual = Usually: the vehicle's own minimum crew
board-policy-night = Night
board-policy-callAfterSeconds = We call after, s
board-policy-smsAfterSeconds = SMS after, s
board-policy-redialAfterSeconds = We call again after, s
board-policy-widenAfterSeconds = We call out more people after, s
board-policy-verdictAfterSeconds = We say whether a crew is gathering after, s
board-policy-repeatAfterSeconds = We repeat the alert after, s
board-policy-noAnswerAfterSeconds = “No answer” after, s
board-policy-countsWithinMinutes = In the first crew: whoever arrives within, min
board-policy-maxArrivalMinutes = Not called: whoever needs more than, min
board-policy-waveSize = Most people in one wave
board-policy-unconfirmedDeputiesAfterSeconds = Unconfirmed: to deputies after, s
board-policy-unconfirmedDecideAfterSeconds = Unconfirmed: we call people out ourselves after, s
board-policy-humanEverySeconds = We call the chiefs every, s
board-policy-noShowAfterSeconds = Not there at the promised time: we ask after, s
board-policy-departureAfterSeconds = Crew complete but not departed: we ask after, s
board-policy-neighbourBelowChance = We call neighbours when the chance of a crew is below

board-walls-help = A station screen shows the incident on a television, with no signing in. Its link is bound to the first screen on which somebody presses “Connect”.
board-wall-name = Where it hangs
    .help = For example: garage
board-wall-make = Make a screen
board-wall-made = The link is ready
board-wall-once = The link is shown only now: open it on the station's screen.
board-wall-qr = QR code of the screen's link
board-wall-unbound = on no screen yet
board-wall-seen = last seen: { $time }
board-wall-free = Free it for another screen
board-wall-freed = Freed: the same link connects the next screen
board-wall-remove = Remove the screen

board-form-restored = You wrote this earlier and have not saved it yet.
board-form-cancel = Cancel
board-form-discard = Put it back as it was
board-form-saved = Saved
board-form-lost = No answer came, and we do not know whether it arrived. What you wrote is still here. Press again.
board-form-faults = { $count ->
        [one] Put { $count } field right
       *[other] Put { $count } fields right
    }
board-form-meanwhile = While you were writing, somebody else saved: { $fields }.
board-form-now = { $field } now: { $value }
board-form-theirs = Take what they saved
board-form-mine = Save mine
board-refused-session = You are no longer signed in. Sign in again: what you wrote stays here.
board-refused-right = You have no right to do this. Ask a chief or an administrator.
board-refused-gone = This is no longer here, or you may not see it.
board-refused-conflict = This cannot be done now: something stands in the way, an open incident for example. Try later.
board-refused-often = Too many requests. Wait a minute and press again.
board-refused-broken = We could not write this down. Try again.
board-refused-busy = We cannot write anything down now. Wait and press again.

board-fault-empty = Fill this in
board-fault-too-small = At least { $least }
board-fault-too-big = At most { $most }
board-fault-too-long = At most { $most ->
        [one] { $most } character
       *[other] { $most } characters
    }
board-fault-number = A number is needed
board-fault-choose = Choose from the list
board-fault-unreadable = Not understood. Please check it.
board-fault-phone = This does not look like a phone number. For example: 067 123 45 67
board-fault-phone-taken = This number belongs to somebody else already
board-fault-phone-twice = Both numbers are the same
board-fault-phone-own = This is the person's own number; somebody else's at home is needed
board-fault-phone-emergency = We never call emergency numbers
board-fault-place = Give a point on the map or coordinates
board-fault-area = UA and 17 digits are needed, for example UA61060370010084537
board-fault-word = One word of letters, digits, - or _
board-fault-days = Choose at least one day
board-fault-time = Give a time
board-fault-order = The end must be after the beginning
board-fault-past = This time has passed already
board-fault-day = Give a day
board-fault-nobody = This person is no longer on the list
board-fault-bell-time = From 08:00 to 21:00: nobody is tested at night

### Others

sms-forObservers-alerted = #{ $number } for your information: { $details }{ $dotPlace }
    .short = #{ $number } for information{ $colonPlace }
sms-forObservers-left = #{ $number } for your information: the crew has left{ $dotPlace }
sms-forObservers-closed = #{ $number } for your information: closed{ $dotPlace }
sms-forObservers-falseAlarm = #{ $number } for your information: false alarm{ $dotPlace }
sms-stateAsked = #{ $number } We ask for your help: { $details }{ $dotPlace }
    .keys = #{ $number } We ask for your help: { $details }{ $dotPlace }. { $dial }: 1-noted
sms-inform101 = #{ $number } Please tell 101{ $colonPlace }. Mark it: { $link }
    .short = #{ $number } Please tell 101. Mark it: { $link }
    .keys = #{ $number } Please tell 101{ $colonPlace }
    .reply = #{ $number } Please tell 101{ $colonPlace }
sms-tell101 = Please tell 101.
sms-helperAsked = #{ $number } { $raid } Please help, we need { $with }: { $details }{ $dotPlace }. Coming? { $link }
    .short = #{ $number } { $raid } Help: { $with }?{ $spacePlace }. { $link }
    .keys = #{ $number } { $raid } Help: { $with }?{ $spacePlace }. { $dial }: 1-coming 0-no
    .reply = #{ $number } { $raid } Help: { $with }?{ $spacePlace }. Send: 1-coming 0-no
sms-helperAsked-mines = #{ $number } { $raid } MINES, stay on the roads, wait for the chief's word! We need { $with }{ $dotPlace }. { $link }
    .keys = #{ $number } { $raid } MINES, stay on the roads, wait for the chief's word! We need { $with }{ $dotPlace }. { $dial }: 1-coming 0-no
    .reply = #{ $number } { $raid } MINES, stay on the roads, wait for the chief's word! We need { $with }{ $dotPlace }. Send: 1-coming 0-no
sms-helperStoodDown-closed = #{ $number } Help is no longer needed: closed. Thank you
sms-helperStoodDown-falseAlarm = #{ $number } False alarm, no need to come. Thank you

voice-forObservers-alerted = For your information. { $place }.
    .prompt = Incident { $number }: { $details }.
voice-forObservers-left = For your information: the crew has left.
    .prompt = Incident { $number }. { $place }.
voice-forObservers-closed = For your information: the incident is closed.
    .prompt = Incident { $number }. { $place }.
voice-forObservers-falseAlarm = For your information: it was a false alarm.
    .prompt = Incident { $number }. { $place }.
voice-stateAsked = We ask your unit for help. { $place }.
    .prompt = Incident { $number }: { $details }. Whether to go is your decision. If you have taken note, press one.
voice-inform101 = Please tell one zero one about incident { $number }.
    .prompt = If they know already, press one.
voice-helperAsked = Please help, we need { $with }. { $place }.
    .prompt = If you are coming, press one. If not, zero.
voice-helperAsked-mines = Mines nearby! We ask for help. { $place }.
    .prompt = Please come with { $with } and wait for the chief's word. If you are coming, press one. If not, zero.
voice-helperStoodDown-closed = Help is no longer needed. The incident is closed.
    .prompt = Thank you.
voice-helperStoodDown-falseAlarm = False alarm. No need to come.
    .prompt = Thank you.
voice-said-noted = Thank you, we have noted the time.
voice-said-m101 = Noted: one zero one informed.
voice-said-informed101 = Noted: one zero one informed.
voice-said-askstate = Noted: we are asking the state crew.
voice-said-helper-y = Noted: you are coming. Thank you!
voice-said-helper-no = Noted. Thank you.

telegram-forObservers-alerted = For your information: people are being called
telegram-forObservers-left = For your information: the crew has left
telegram-forObservers-closed = For your information: the incident is closed
telegram-forObservers-falseAlarm = For your information: it was a false alarm
telegram-stateAsked = We ask your unit for help. Whether to go is your decision
telegram-inform101 = Please tell 101 and mark it here
telegram-not-informed101 = 101 is not informed yet
telegram-helperAsked = Please help, we need { $with }. Coming?
telegram-helperAsked-mines = Please help, we need { $with }. Wait for the chief's word. Coming?
telegram-helperStoodDown-closed = Help is no longer needed: the incident is closed. Thank you
telegram-helperStoodDown-falseAlarm = False alarm, no need to come. Thank you

button-ask-state = Ask the state crew
button-ask-helpers = Ask for equipment
button-noted = We have taken note
button-helper-minutes = Coming · { $minutes } min
equipment-tractor = tractor
    .with = a tractor
equipment-plough = plough
    .with = a plough
equipment-barrel = water barrel
    .with = a water barrel
equipment-excavator = excavator
    .with = an excavator
equipment-other = other equipment
    .with = equipment
answer-noted = Thank you, we have noted the time
answer-state-asked = We are asking the state crew. Whether to go is decided there
answer-state-nobody = There is no state crew nearby that we can write to. Call 101
answer-helper-coming = Noted: you are coming to the scene. Thank you!
answer-helper-coming-time = Noted: you will be at the scene at { $time }. Thank you!
answer-helper-cannot = Noted: you cannot come. Thank you
answer-helper-later = Noted: you will come later. Thank you
helper-title = Your equipment and fires
helper-menu = My equipment
helper-consent = May we ask you to come with { $with } when there is a fire nearby? You are not in the crew and owe nothing: you may refuse each time. If you agree, we will write and call; if you change your mind, stop it with one tap.
helper-agree = I agree
helper-disagree = I do not agree
helper-stop = Do not ask me any more
helper-agreed = You have agreed. Thank you!
helper-withdrawn = We will not ask you any more.
helper-refused = All right, we will not call you to any fire.
helper-undecided = Until you agree, we will not call you to any fire.
sms-helper-consent = Dzvin: may we ask you to come with { $with } when there is a fire nearby? Yes or no: { $link }
    .words = Dzvin: may we ask you to come with { $with } when there is a fire nearby? Send: AGREE or NO
sms-helper-said-yes = Thank you! If you change your mind, send: DO NOT ASK
sms-helper-said-no = Noted: we will not call you to any fire. Thank you
sms-helper-said-never = Noted: we will not ask you any more. Thank you
voice-helper-consent = You are asked to help at fires with your equipment.
    .prompt = Nothing is burning now. We would ask you to come with { $with }; you may refuse each time. If you agree, press one; if not, zero; never to be asked again, nine.
voice-helper-agreed = You have agreed to help at fires with your equipment.
    .prompt = We will call you to come with { $with }. Not to be asked any more, press nine.
voice-helper-said-yes = Noted, thank you! If you change your mind, call this number.
voice-helper-said-no = Noted: we will not call you to any fire. Thank you.
voice-helper-said-never = Noted: we will not ask you any more. Thank you.
page-helper-mines = MINES NEARBY: stay on the roads, wait for the chief's word
page-live-no-helpers = There is nobody else nearby with equipment to ask
page-live-hand-over-unit = Handed over to
page-live-not-informed101 = 101 not informed
page-live-state-asked = State crew asked: { $name }, { $time }
page-live-state-heard = they took note at { $time }
page-live-helpers = State crews and equipment
page-live-helper-asked = asked
bot-hand-over-unit = To whom was it handed over? Write it, for example “fire station 12”, or skip
bot-hand-over-skip = Skip
timeline-observers = Observers informed: { $count }
timeline-helpers = Equipment asked for: { $count }
timeline-handed-over = Handed over to the state service: { $unit }
timeline-state-asked = State crew asked: { $name }
timeline-state-heard = State crew has taken note: { $name }

### Ground

mines-at = { $distance } from the fire
    .other = { $distance } from the place
    .inside = the fire is among mines
    .insideOther = the place is mined
card-mines = MINES: { $distance } from the fire. Stay on the roads
    .other = MINES: { $distance } from the place. Stay on the roads
    .inside = MINES: the fire is on mined ground. Stay on the roads
    .insideOther = MINES: the place is mined. Stay on the roads
card-hazard = Dangerous ground: { $distance }
    .inside = Dangerous ground: right at the place
card-water-said-dry = { $water } (said to be dry)
button-hazards-known = Everybody knows of the mines
page-hazards-known = Everybody knows of the mines: { $name }, { $time }
page-hazards-tell = Tell everybody who is coming, then press “Everybody knows of the mines”
page-water = Water
page-water-dry = No water: { $name }
page-water-noted = Noted: no water there
degraded-hazards = We could not check whether mines lie nearby

water-kind-hydrant = Hydrant
water-kind-pond = Pond
water-kind-river = River
water-kind-tower = Water tower
water-kind-reservoir = Fire reservoir
water-kind-well = Well
water-kind-other = Water

button-water-dry = No water there
button-water-is-dry = Yes, no water
button-water-works = There is water
bot-water-choose = #{ $number }. Where is there no water?
bot-water-none-near = We know of no water near this incident.
bot-water-dry = Noted: { $water }, no water. The chief knows.
bot-water-next = Nearest other water: { $water }
bot-water-next-none = We know of no other water nearby.
bot-water-told = { $name } says there is no water. { $water }, #{ $number }
bot-water-asked = Residents say there is no water: { $water }. Is that so?
bot-water-answered-dry = Noted: { $water }, no water.
bot-water-answered-works = Noted: { $water }, there is water.
bot-water-gone = This water point is no longer on the list.
board-log-hazards-found = Dangerous ground { $distance } away
board-log-hazards-known = Everybody knows of the mines
board-log-water-dry = Water point dry
resident-dry-where = Where exactly is there no water? Send the place with the button below. If something is burning, write “fire”.
resident-dry-thanks = Thank you, passed on to the local firefighters. If something is burning, write “fire” and call 101: { $link }
bot-water-not-yours = Water is noted by whoever is coming to the incident or leads a brigade nearby.

### Resident

resident-button-101 = ☎️ Call 101
resident-call-101 = ☎️ Call 101, even if you have written here already.
resident-call-101-link = ☎️ Call 101, even if you have written here already: { $link }
resident-received = Received and passed on to the local firefighters.
resident-added = Added to your report.
resident-in-hand = We have your report. If anything changes, write to us.
resident-said-burning = Passed on: it is burning.
resident-said-out = Passed on: it is no longer burning. Thank you.
resident-said-mistake = Passed on: it was a mistake. Thank you for telling us.
resident-advice = Get people out and do not go back in.
resident-advice-structure_fire = Get people out, close the door behind you and do not go back in.
resident-advice-outbuilding_fire = Keep away from the building and do not go back for animals or belongings.
resident-advice-vegetation_fire = Do not fight it against the wind or stand where the wind drives it: step out to the side.
resident-advice-vehicle_fire = Go 50 metres away, keep off the road, do not open the bonnet.
resident-advice-industrial_fire = Get people out and walk away from the smoke, into the wind.
resident-advice-road_accident = Switch the engines off, keep off the road, do not move the injured unless you must.
resident-advice-hazmat = Go outside, do not touch light switches, do not light anything.
resident-advice-shelling_impact = Go away and do not gather: a second strike may follow. Do not film or publish anything.
resident-advice-rescue = Keep safe: reach out a rope or a pole, do not go in yourself.
resident-warning = A knowingly false call to the emergency services is punished by law (article 183 of the Code of Administrative Offences).
resident-ask-what = What has happened?
resident-what-structure_fire = House fire
resident-what-outbuilding_fire = Shed fire
resident-what-vegetation_fire = Grass, field, forest
resident-what-vehicle_fire = A vehicle
resident-what-shelling_impact = Explosion, strike
resident-what-other = Something else
resident-ask-people = Is anybody in danger?
resident-nobody = Nobody is there
resident-ask-place = Where is it?
resident-ask-where = Where is it? Write the village and what is nearby, or send a point on the map.
resident-elsewhere = Another place
resident-mistake = A mistake
resident-ask-burns = Call 101 if anybody is in danger. Is it burning?
resident-not-filed = We are calling nobody. If there is a fire, call 101 and write here.
resident-what-and-where = ☎️ Call 101: { $link }
    What is burning, and where? Write, or send a voice message, a photo or a point on the map.
resident-button-place = 📍 The fire is where I am
resident-button-number = 📞 Send my number
resident-keys = If you can, send a point and your number, so that we can call you back. Only whoever leads the call-out sees the number. If the fire is not where you are, choose the point on the map or write where.
resident-number-kept = Thank you. Only whoever leads the call-out sees the number.
resident-skipped = All right. If anything changes, write to us.
resident-card-over = This incident is over. If it starts burning again, call 101 and report it again.
resident-card-old = This button belongs to an earlier report of yours. Report a new fire separately.
resident-blocked = If there is a fire, call 101: { $link } Your reports are no longer taken here.
resident-nothing = Call 101: { $link } We did not understand. Write what is burning, and where.
resident-no-files = Call 101. We take no files: send a photo or a voice message, or write what is burning and where.
resident-kept = Call 101: { $link } Your report is kept, but we cannot pass it on just now.
resident-sent = { $what ->
        [photo] A photo was sent
        [video] A video was sent
       *[voice] A voice message was sent
    }
resident-passed-on = Reporter, #{ $number }.

belief-verified = Reporter's number confirmed
belief-unverified = Reporter's number not confirmed
belief-doubted = raised a false alarm before
belief-by-call = said on the phone: it is burning
belief-taken-back = they now say that it is not burning
belief-reports = reports: { $count }
button-reports = Reports: { $count }
button-block-reporter = Block { $n }
button-unblock-reporter = Unblock { $n }
button-another-fire = { $n } is another fire
reports-title = #{ $number }. What was reported:
reports-one = { $n }. { $time } · { $state }
reports-verified = number confirmed
reports-unverified = number not confirmed
reports-doubted = a false alarm before
reports-said-burning = says: it is burning
reports-said-out = says: it is no longer burning
reports-said-mistake = says: it was a mistake
reports-danger = people in danger
reports-sensor = sensor
reports-block-sure = #{ $number }. Take no more reports from reporter { $n }? We will tell them to call 101.
reports-blocked = Blocked: reports from this person are no longer taken.
reports-unblocked = Unblocked: reports from this person are taken again.
reports-gone = This report is no longer here.
reports-split = It is another fire: #{ $number }.
reports-split-cannot = It cannot be made an incident of its own: it is the only report, or the incident belongs to a duty desk.

### Air raid. gather-…: where people gather when the station may be hit too

gather-staging = gather: { $staging }, not at the station
    .sentence = Gather: { $staging }, not at the station
    .short = Gather: { $staging }
    .awaited = You are awaited: { $staging }
gather-unknown = not at the station, wait for the chief's word
    .sentence = Do not gather at the station, wait for the chief's word
    .short = Not at the station
    .awaited = You are awaited, not at the station
state-atStaging = at the gathering place
state-afterAllClear = after the air raid
card-you-away = You are coming, not to the station
card-you-away-time = You are coming, at the gathering place at { $time }
card-you-atStaging = You are at the gathering place
card-you-allclear = You can come after the air raid. We will ask again then

sms-airRaid-red = AIR RAID
    .short = RAID
sms-airRaid-yellow = air raid yellow
    .short = raid yellow
sms-airRaid-unknown = air raid?
    .short = raid?
sms-answer-away = #{ $number } noted: YOU ARE COMING, { $gather }{ $dotPlace }
    .short = #{ $number } noted: YOU ARE COMING, { $gather }
sms-answer-waits-away = #{ $number } noted: COMING to the scene, but the vehicle is waiting for you{ $dotPlace }
    .short = #{ $number } THE VEHICLE IS WAITING FOR YOU. Noted: COMING to the scene
sms-answer-allClear = #{ $number } noted: AFTER THE AIR RAID. We will ask again then
sms-askAtStation-away = #{ $number } { $awaited }. Coming? { $link }
    .short = #{ $number } You are awaited, not at the station. Coming? { $link }
    .keys = #{ $number } You are awaited, not at the station. { $dial }: 1-coming 0-cannot
    .reply = #{ $number } You are awaited, not at the station. Send: 1-coming 0-cannot
sms-sameFire-away = #{ $reported } is now #{ $number }, the same incident{ $dotPlace }. You are coming, { $gather }. { $link }
    .short = #{ $reported } is now #{ $number }, the same incident. You are coming. { $link }
sms-verdictWaits-airRaid = #{ $number } There is a crew, { $going }. AIR RAID. { $tell101 } { $link }
    .short = #{ $number } There is a crew, { $going }. AIR RAID. { $link }
sms-verdictWaits-impact = #{ $number } There is a crew, { $going }. POSSIBLE STRIKE. { $tell101 } { $link }
    .short = #{ $number } There is a crew, { $going }. POSSIBLE STRIKE. { $link }
sms-askDeparture-airRaid = #{ $number } WAITING: AIR RAID. Do we leave? { $link }
    .keys = #{ $number } AIR RAID. Do we leave? { $dial }: 1-yes 0-no
sms-askDeparture-impact = #{ $number } POSSIBLE STRIKE. Do we leave? { $link }
    .keys = #{ $number } POSSIBLE STRIKE. Do we leave? { $dial }: 1-yes 0-no
sms-mayLeave-allowed = #{ $number } DEPARTURE ALLOWED{ $dotPlace }
    .short = #{ $number } DEPARTURE ALLOWED
sms-mayLeave-allClear = #{ $number } Departure is no longer on hold: the red level is over
sms-mayLeave-unknown = #{ $number } Departure is no longer on hold. Air raid state unknown
sms-leftWithoutWord-airRaid = #{ $number } LEFT WITHOUT PERMISSION, air raid. { $link }
sms-leftWithoutWord-impact = #{ $number } LEFT WITHOUT PERMISSION, possible strike. { $link }
sms-askImpact = A strike? #{ $number }{ $spacePlace }. Yes or no: { $link }
    .keys = A strike? #{ $number }{ $spacePlace }. { $dial }: 1-yes 0-no
sms-gatherAt-staging = #{ $number } POSSIBLE STRIKE, do not drive to the fire. { $gathers }
    .short = #{ $number } POSSIBLE STRIKE. { $gathers }
sms-gatherAt-station = #{ $number } No strike: gather at the station again{ $dotPlace }
    .short = #{ $number } No strike: gather at the station again
sms-allClear = #{ $number } The air raid is over. Coming? { $link }
    .keys = #{ $number } The air raid is over. { $dial }: 1-coming 0-cannot
    .reply = #{ $number } The air raid is over. Send: 1-coming 0-cannot

voice-airRaid-red = Air raid! Do not leave without the word of the chief or the leader.
voice-airRaid-yellow = Air raid, yellow level.
voice-airRaid-unknown = We do not know whether there is an air raid. Be careful.
voice-afterAirRaid = After the air raid: press two.
voice-answer-away = Noted: coming, but not to the station.
    .prompt = { $gathering }. { $place }.
voice-answer-waits-away = The vehicle is waiting for you!
    .prompt = Noted: you are coming to the scene. { $place }.
voice-answer-allClear = Noted: you will come after the air raid.
    .prompt = When it is over we will ask you again.
voice-askAtStation-away = { $awaited }. Coming?
    .prompt = Coming: press one. Cannot: zero. Already at the gathering place: three.
voice-sameFire-away = It is the same incident. { $place }.
    .prompt = Incident { $reported } is now number { $number }. You are coming, { $gather }.
voice-verdictWaits-airRaid = There is a crew, { $going }. On hold: air raid.
    .prompt = Incident { $number }. { $place }.
voice-verdictWaits-impact = There is a crew, { $going }. On hold: possible strike.
    .prompt = Incident { $number }. { $place }.
voice-askDeparture-airRaid = There is a crew, but there is an air raid. Do we leave?
    .prompt = Incident { $number }. { $place }. We leave: press one. We wait: zero.
voice-askDeparture-impact = There is a crew, but it may be a strike. Do we leave?
    .prompt = Incident { $number }. { $place }. We leave: press one. We wait: zero.
voice-mayLeave-allowed = The departure is allowed.
    .prompt = Incident { $number }. { $place }.
voice-mayLeave-allClear = Departure is no longer on hold: the red level is over.
    .prompt = Incident { $number }. { $place }.
voice-mayLeave-unknown = Departure is no longer on hold. The air raid state is unknown.
    .prompt = Be careful. Incident { $number }.
voice-leftWithoutWord-airRaid = They left without permission, during an air raid.
    .prompt = Incident { $number }. { $place }.
voice-leftWithoutWord-impact = They left without permission, and it may be a strike.
    .prompt = Incident { $number }. { $place }.
voice-askImpact = Is it a strike? { $place }.
    .prompt = Incident { $number }. People have been called, the departure is waiting for you. A strike: press one. No: zero.
voice-gatherAt-staging = Possible strike, do not drive to the fire.
    .prompt = { $gathering }. Incident { $number }.
voice-gatherAt-station = No strike: gather at the station again.
    .prompt = Incident { $number }. { $place }.
voice-allClear = The air raid is over. Coming?
    .prompt = { $place }. Coming: press one. Cannot: zero.
voice-said-allclear = Noted: you will come after the air raid.
voice-said-y-away = Noted: you are coming. { $gathering }.
voice-said-atst-away = Noted: you are at the gathering place.
voice-said-leave = Noted: we are leaving.
voice-said-impact = Noted: a strike. We are calling nobody else.
voice-said-noimpact = Noted: no strike.
voice-you-atStaging = You are at the gathering place.

telegram-answer-away = Noted: you are coming, { $gather }
telegram-answer-waits-away = Noted: you are coming to the scene. But the vehicle is waiting for you
telegram-answer-allClear = Noted: you will come after the air raid. We will ask again then
telegram-askAtStation-away = { $awaited }. Coming?
telegram-sameFire-away = It is the same incident as #{ $reported }. You are coming, { $gather }
telegram-verdictWaits-airRaid = There is a crew, { $going }. DEPARTURE ON HOLD: air raid
telegram-verdictWaits-impact = There is a crew, { $going }. DEPARTURE ON HOLD: possible strike
telegram-askDeparture-airRaid = There is a crew, but there is an AIR RAID. Do we leave?
telegram-askDeparture-impact = There is a crew, but there is a POSSIBLE STRIKE. Do we leave?
telegram-mayLeave-allowed = DEPARTURE ALLOWED
telegram-mayLeave-allClear = Departure is no longer on hold: the red level is over
telegram-mayLeave-unknown = Departure is no longer on hold, but the air raid state is unknown: be careful
telegram-leftWithoutWord-airRaid = LEFT WITHOUT PERMISSION during an air raid
telegram-leftWithoutWord-impact = LEFT WITHOUT PERMISSION, and it may be a strike
telegram-askImpact = A strike? People have been called, the departure is waiting for your answer
telegram-gatherAt-staging = POSSIBLE STRIKE, do not drive to the fire. { $gathering }
telegram-gatherAt-station = No strike: gather at the station again
telegram-allClear = The air raid is over. Coming?
button-allclear = I can come after the air raid
button-allow-departure-airRaid = We leave during the air raid
button-allow-departure-impact = We leave
button-impact = Yes, a strike
button-no-impact = No
button-no-impact-full = No strike
button-at-staging = I am at the gathering place

page-answer-allclear = I can come after the air raid
page-answer-got-allclear = Noted: you will come after the air raid. We will ask again then
page-answer-got-away = Noted: you are coming, not to the station
page-answer-got-away-time = Noted: you are coming, at the gathering place at { $time }
page-answer-waits-away = The vehicle is waiting for you
page-answer-mark-atStaging = I am at the gathering place
page-answer-to-away = To the gathering place
page-live-without-word = without the leader's permission
page-live-allowed = Departure allowed: { $name }, { $time }
timeline-airRaid-none = No air raid alert
timeline-airRaid-yellow = Air raid alert: yellow level
timeline-airRaid-red = Air raid alert: red level
timeline-airRaid-unknown = Air raid state unknown
timeline-impact-suspected = Possible strike: not gathering at the station
timeline-allowed = Departure allowed
timeline-departure-asked = Asking whether to leave
timeline-impact-asked = Asking whether it is a strike
timeline-after-all-clear = Asked again after the air raid: { $who }
timeline-waits-airRaid = on hold: air raid
timeline-waits-impact = on hold: strike?

### Resident: phone
# A call to the report number: the first sentence of a call about a fire lasts four seconds at most.

voice-report = A fire? Connecting you. If you can, call one zero one.
voice-report-whisper = A call about a fire. Press one to take it.
voice-report-talked = Thank you. Keep your phone at hand.
voice-report-nobody = Nobody picked up. After the tone, say what is burning and where.
voice-report-speak = A fire? After the tone, say what is burning and where. If you can, call one zero one.
voice-report-heard = Recorded.
voice-report-danger = If people are in danger, press one. If not, hang up.
voice-report-danger-noted = Recorded: people are in danger.
voice-report-goodbye = Get people out and do not go back inside. Call one zero one. Somebody may ring you back.
voice-report-silent = Your number is recorded. Call one zero one. Somebody may ring you back.
voice-report-silent-hidden = Your call is recorded, but your number is hidden. Call one zero one.
voice-report-warn = A knowingly false call to the emergency services is punished by law.
voice-report-failed = We have not been able to tell anybody yet. Call one zero one.
voice-report-blocked = Reports from your number are not taken here. Call one zero one.
report-call-missed = Missed call about a fire. Ring back: { $phone }
report-call-missed-hidden = Missed call about a fire, the number is hidden
report-call-taken = Call about a fire from { $phone }. Burning? Call people out
report-call-taken-hidden = Call about a fire, the number is hidden. Burning? Call people out
telegram-callers-voice = #{ $number }: words from the call about the fire

# The call back: «Is it burning now?»
voice-callBack = You reported a fire. Is it burning now?
    .prompt = If it is burning, press one. If it is out, press zero.
voice-callBack-place = You reported a fire: { $place }. Is it burning now?
voice-callBack-burning = Noted: it is burning. Get people out and do not go back inside. Call one zero one.
voice-callBack-out = Noted: it is out. Thank you.
voice-callBack-silent = We heard no answer. Call one zero one.
voice-callBack-over = This report is closed. If there is a fire, call one zero one.

# One segment each, to a number nobody knows.
sms-resident-taken = Received. Call 101. Somebody may ring you, please pick up
sms-resident-warned = Received. Call 101. A knowingly false call is punished by law
sms-resident-ask = Is it burning? Write what and where. Call 101
sms-resident-burning = Received: it is burning. Call 101
sms-resident-out = Received: it is out. Thank you
sms-resident-mistake = Received: a mistake. Thank you
sms-resident-blocked = Reports from your number are not taken here. Call 101

doctor-report-number = report number ({ $brigade }): { $number }; at Twilio its calls must go to { $url }
doctor-report-number-needs = report number ({ $brigade }) is set and Twilio is not: nobody would hear a call to it
doctor-number-webhooks = Twilio numbers that take calls must go to { $url }: { $names }
doctor-number-sms = SMS to { $names } must go to { $url }

### Reports

telegram-callBack = You reported a fire. Is it burning now?
telegram-reporterNews-coming = { bot-resident-coming }
telegram-reporterNews-coming-minutes = Help will be there in about { $minutes } min. Get people out and do not go back inside. Call 101.
telegram-reporterNews-over = { bot-resident-over }
telegram-reporterNews-cancelled = Nobody is being called for this report any more. If it is burning, call 101 and report it again.
telegram-reporterSays-burning = The reporter says: it is burning.
telegram-reporterSays-out = The reporter says: it is out.
telegram-reporterSays-mistake = The reporter says: it was a mistake.
telegram-reporterSays-differs = The reporter writes something else: { $text }
sms-callBack = You reported a fire. Is it burning now? Call 101
sms-reporterNews-coming = Help is coming. Get people out, do not go back inside. Call 101
sms-reporterNews-coming-minutes = Help will be there in { $minutes } min. Get people out. Call 101
sms-reporterNews-over = The incident is over. Thank you.
sms-reporterNews-cancelled = Nobody is being called any more. If it is burning, call 101
sms-reporterSays-burning = #{ $number } the reporter says: it is burning. { $link }
sms-reporterSays-out = #{ $number } reporter: it is out. { $link }
sms-reporterSays-mistake = #{ $number } reporter: a mistake. { $link }
sms-reporterSays-differs = #{ $number } reporter: { $text } { $link }
voice-reporterNews-coming = Help is coming. Get people out and do not go back inside.
    .prompt = Call one zero one.
voice-reporterNews-coming-minutes = { $minutes ->
        [one] Help will be there in about a minute. Get people out.
       *[other] Help will be there in about { $minutes } minutes. Get people out.
    }
    .prompt = Call one zero one.
voice-reporterNews-over = The incident is over.
    .prompt = Thank you.
voice-reporterNews-cancelled = Nobody is being called any more.
    .prompt = If it is burning, call one zero one.
voice-reporterSays-burning = The reporter says: it is burning.
    .prompt = Incident { $number }. { $place }.
voice-reporterSays-out = The reporter says: it is out.
    .prompt = Incident { $number }. { $place }.
voice-reporterSays-mistake = The reporter says: it was a mistake.
    .prompt = Incident { $number }. { $place }.
voice-reporterSays-differs = The reporter says something else: { $text }
    .prompt = Incident { $number }. { $place }.

### Resident: page

report-form-in-uk = Українською
report-form-in-en = In English
report-form-first = Call 101 first, then report here.
report-form-where-hint = Village, street, or what is next to it
report-form-here-found = Your place was found.
report-form-here-failed = We could not find where you are. Write it in words.
report-form-phone = Your number, so that we can call you back (optional)
report-form-add = Add
report-form-look = Reload the page
report-form-another = Report another fire
report-form-is-it = Is the fire here?
report-form-which = Where exactly is the fire?
report-form-no-number = We could not read the number. Write it with its code: 067 123 45 67.
report-form-tooMany = Too many reports came from here
    .help = If there is a fire, call 101.
report-form-blocked = Your reports are no longer taken here
    .help = If there is a fire, call 101.
report-form-kept = Your report is kept
    .help = But it cannot be passed on now. Call 101.
report-sheet-title = Fire?
report-sheet-call = Call 101
report-sheet-then = Then point your phone's camera here and report what is burning and where
report-sheet-number = No internet? Call { $number }

### Board: residents and war

board-reports = Reports
board-reports-do = What to do about the report of { $time }
board-reports-split = Another incident ({ $time })
board-reports-split-from = Split off #{ $number }
board-reports-split-cannot = { $action }: not possible, it is the only report here, or the incident belongs to a duty desk
board-reports-block = Block the reporter ({ $time })
board-reports-unblock = Unblock the reporter ({ $time })
board-reports-is-blocked = The reporter is blocked: we take no more reports from them
board-merged-split = Another incident: #{ $number } again
board-tasks = Tasks
board-water-unknown = not checked
board-observers = For information: { $list }
board-observers-one = { $kind }: { $count }
board-observer-policeOfficer = community police officer
board-observer-rescueOfficer = community rescue officer
board-observer-securityCentre = Security Centre
board-observer-villageHead = village head
board-observer-other = others
board-hand-over-unit = State unit
board-helpers-which = Which? If you choose none, we ask for what such an incident needs.
board-helpers-ask = Ask for { $list }
board-equipment-tractor = a tractor
board-equipment-plough = a plough
board-equipment-barrel = a water barrel
board-equipment-excavator = an excavator
board-equipment-other = other equipment
board-sign-waits-airRaid = departure will wait for permission: air raid
board-sign-waits-impact = departure will wait for the answer: a strike?
board-sign-mines = mines: not everybody knows
board-sign-reports = { $count ->
        [one] { $count } report
       *[other] { $count } reports
    }
board-map-hazard-mines = Mines
board-map-hazard-unexploded = Unexploded ordnance
board-map-hazard-other = Dangerous
board-map-hazards = dangerous ground
board-map-staging = Gathering place
board-map-report = report of { $time }
board-map-reports = places from reports
board-map-water = water
board-map-water-unknown = water, not checked
board-map-water-dry = no water
board-map-water-letter-hydrant = H
board-map-water-letter-pond = P
board-map-water-letter-river = R
board-map-water-letter-tower = T
board-map-water-letter-reservoir = S
board-map-water-letter-well = W
board-map-water-letter-other = O

### Board: roster of residents and war

board-residents = For residents
board-residents-number = The number to report a fire
    .help = A call to it rings the chief, the deputies and the village head at once. If nobody answers within 20 seconds, the caller says after the tone what is burning and where.
board-field-number = Number
    .help = A separate number that the voice carrier leads to Dzvin. Empty: there is none.
board-field-minutes = Tell residents in how many minutes help will be there
    .help = Without it they learn only that help is on its way.
board-fault-number-own = This number already takes other calls of Dzvin. A separate one is needed.
board-fault-number-taken = Another brigade has this number already
board-residents-form = The page for the notice board
    .help = Whoever points a camera here can report a fire without Telegram. The code stays the same until the administrator changes the server key: then print the sheet again.
board-residents-qr = QR code of the page where fires are reported
board-residents-sheet = The sheet to print

board-staging = Where to gather away from the station
    .help = People are called here when a strike is possible: away from the station and from what may burn. Until there is such a place, people wait for the chief's word.
board-field-words = Where we gather
    .help = For example: by the church in Rosokhach
board-staging-place = Point on the map
board-staging-no-place = Without a point

board-others = Observers and helpers
board-others-no-area = First say the code of the area the brigade serves: without it nobody can be added here.
board-others-search = Find by name or place
board-others-all-types = About every incident
board-others-every-type = all
board-field-types = Incidents
    .help = Nothing ticked: every incident
board-field-area = Where
    .help = Start typing the name of a village: we offer it or its whole hromada.
board-area-own = The whole area of the brigade
board-area-whole = All of { $name }
board-area-raion = { $name } raion
board-area-oblast = { $name } oblast
board-fault-area-choose = Choose a village or a hromada from the list
board-fault-area-unseen = This area is not yours
board-whom = Who
board-whom-new = A new person
board-whom-known = Somebody on the list
board-whom-none = Nobody like that is on the list
board-whom-search = Person
    .help = By name or phone number

board-observing = Observers
    .help = They are informed when people are called out, when a crew leaves and when it is over. They are never rung and never go out.
board-observers-none = There are no observers yet
board-observer-add = Add an observer
board-observer-remove = Remove the observer
board-observing-kind = Which service
board-observing-policeOfficer = community police officer
board-observing-rescueOfficer = community rescue officer
board-observing-securityCentre = Security Centre
board-observing-villageHead = village head
board-observing-other = other

board-helpers = Helpers with equipment
    .help = They are asked to come with a tractor or a barrel. They are not crew, and without their own consent nobody is asked.
board-helpers-none = There are no helpers yet
board-helper-add = Add a helper
    .help = A message asks for consent: the person agrees themselves.
board-helper-remove = Remove the helper
board-field-equipment = What equipment
board-fault-equipment = Tick at least one
board-consent-agreed = agreed { $time }
board-consent-asked = waiting for consent, asked { $time }
board-consent-unasked = not asked for consent yet
board-consent-refused = refused { $time }
board-consent-never = wants never to be asked again, { $time }
board-consent-ask = Ask for consent
board-consent-ask-again = Ask again
board-consent-withdraw = The person has refused
board-consent-unsent = Could not ask: there is no way to write to this person now

board-ground = Water and dangerous ground
board-water = Water
board-water-within = Around the station
board-water-kilometres = up to { $kilometres } km
board-water-found = { $count ->
        [0] There is no water here yet
        [one] { $count } place with water
       *[other] { $count } places with water
    }
board-water-cut = There are more than 500, we do not show all of them. Choose a shorter distance.
board-water-is-works = there is water
board-water-is-dry = no water
board-water-is-unknown = not known whether there is water
board-water-state = { $name }: is there water
board-water-said-dry = { $time }: residents say that there is no water
board-water-refill = Filling takes { $minutes } min
board-water-tested = Checked { $day }
board-water-untested = Never checked
board-water-add = Add a place with water
board-water-remove = Remove the place with water
board-field-waterName = Name
    .help = For example: the pond by the school. It may be left empty.
board-field-waterLocation = Point
board-field-waterState = Is there water
board-field-refillMinutes = How many minutes it takes to fill a vehicle
board-field-access = How to get there
    .help = For example: from the bridge, in winter by tractor only
board-field-tested = Last checked
board-fault-refill = A number of minutes is needed: more than 0, at most 600
board-fault-water-far = This is more than 30 km away from your brigades
board-water-import = Load water from a file
    .help = A CSV table or a GeoJSON map. First it is only checked. What the file does not name stays.

board-hazards = Dangerous ground
    .help = Mines and unexploded ordnance: we speak of them in every alert nearby. You see what lies within 30 km of the station.
board-hazards-none = None is recorded here
board-hazards-cut = There are more than 1000, we do not show all of them
board-hazards-unsigned = Without a source
board-hazards-mines = { $count ->
        [one] { $count } mined area
       *[other] { $count } mined areas
    }
board-hazards-unexploded = { $count ->
        [one] { $count } area with unexploded ordnance
       *[other] { $count } areas with unexploded ordnance
    }
board-hazards-other = { $count ->
        [one] { $count } other dangerous area
       *[other] { $count } other dangerous areas
    }
board-hazards-each = Each area
board-hazard-mines = Mines
board-hazard-unexploded = Unexploded ordnance
board-hazard-other = Other danger
board-hazard-remove = Remove: it is safe there now
board-hazards-source = Source
    .help = Where the file names none. For example: rescue service, Chortkiv
board-hazards-import = Load areas from a map
    .help = A GeoJSON map. The file replaces everything that this source said before: what it does not name is removed.

board-import-prove = To load a file, sign in again: you then have ten minutes for it.
board-import-reading = Reading the file…
board-import-would = Would be added: { $created }, changed: { $updated }, the same: { $unchanged }
board-import-written = Added: { $created }, changed: { $updated }, the same: { $unchanged }
board-import-removes = { $count ->
        [one] { $count } area that the file does not name will be removed
       *[other] { $count } areas that the file does not name will be removed
    }
board-import-removed = { $count ->
        [one] { $count } area that the file does not name is removed
       *[other] { $count } areas that the file does not name are removed
    }
board-import-sources = Source: { $list }
board-import-ignored = These columns are not read: { $list }
board-import-write = Save
board-import-rejected = { $count ->
        [one] { $count } fault in the file, so nothing is saved
       *[other] { $count } faults in the file, so nothing is saved
    }
board-import-unread = The file was not read. CSV or GeoJSON in UTF-8 is needed.
board-import-line = Line { $number }
board-import-feature = Feature { $number }
board-import-missing = the file lacks this column
board-import-twice = this column is in the file twice
board-import-again = this is in the file already, further up
board-import-swapped = latitude and longitude are swapped
board-import-far = more than 30 km away from your brigades
board-import-long = too much
board-import-cells = a separator or quotation mark too many
board-import-kind = this kind is not known
board-import-place = degrees are needed, for example 49.017 and 25.795
board-import-minutes = minutes are needed, at most 600
board-import-day = a day is needed, for example 2026-04-30
board-import-state = only works, dry or unknown
board-import-shape = this shape or its coordinates were not understood
board-import-wrong = not understood
