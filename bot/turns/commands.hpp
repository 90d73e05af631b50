// All commands of the turn desk.
#pragma once

#include "bot/turns/calls.hpp"
#include "bot/turns/fill_seats.hpp"
#include "bot/turns/invite.hpp"
#include "bot/turns/moderation.hpp"
#include "bot/turns/keep_exchanges.hpp"
#include "bot/turns/publish.hpp"
#include "bot/turns/receive.hpp"
#include "bot/turns/sending.hpp"
#include "bot/turns/timers.hpp"
