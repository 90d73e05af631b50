// How long a provider asks us to wait.
#include "channels/provider_answer.hpp"

#include <catch2/catch.hpp>

using channels::HttpResponse;
using channels::retry_after;
using channels::Span;
using std::chrono::seconds;

TEST_CASE("a provider's wait is obeyed, as seconds or as a date") {
    const auto wait = [](channels::Headers headers) {
        return retry_after(HttpResponse{.status = 429, .headers = std::move(headers)});
    };
    CHECK(wait({{"retry-after", "7"}}) == Span(seconds(7)));
    CHECK(wait({{"date", "Wed, 21 Oct 2015 07:28:00 GMT"},
                {"retry-after", "Wed, 21 Oct 2015 07:29:30 GMT"}}) == Span(seconds(90)));
    CHECK(wait({{"date", "Thu, 31 Dec 2015 23:59:59 GMT"},
                {"retry-after", "Fri, 01 Jan 2016 00:00:01 GMT"}}) == Span(seconds(2)));
    CHECK(wait({{"retry-after", "999999999999"}}) == Span(std::chrono::hours(24)));
}

TEST_CASE("a wait that says nothing is left to the back-off") {
    const auto wait = [](channels::Headers headers) {
        return retry_after(HttpResponse{.status = 503, .headers = std::move(headers)});
    };
    CHECK_FALSE(wait({}));
    CHECK_FALSE(wait({{"retry-after", "soon"}}));
    CHECK_FALSE(wait({{"retry-after", "-5"}}));
    CHECK_FALSE(wait({{"retry-after", "Wed, 21 Oct 2015 07:29:30 GMT"}}));
    CHECK_FALSE(wait({{"date", "Wed, 21 Oct 2015 07:28:00 GMT"},
                      {"retry-after", "Wed, 21 Oct 2015 07:20:00 GMT"}}));
    CHECK_FALSE(wait({{"date", "Wed, 21 Foo 2015 07:28:00 GMT"},
                      {"retry-after", "Wed, 21 Foo 2015 07:29:00 GMT"}}));
}
