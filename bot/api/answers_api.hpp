// GET /api/v1/answers: streamed, oldest first, a page at a time.
#pragma once

#include "bot/api/tokens.hpp"
#include "bot/service/reading_thread.hpp"
#include "bot/turns/local_time.hpp"

namespace bot {

class AnswersApi {
  public:
    AnswersApi(ReadingThread& reading, const std::string& zone) : reading_(reading), zone_(zone) {}

    void add_routes(http::Router& router, const Tokens& tokens);

  private:
    http::awaitable<http::Response> answers(http::Request& request);

    ReadingThread& reading_;
    LocalTime zone_;
};

/// A page of answers as it is sent: each page its own read transaction, read when the client has taken the last one.
class AnswerPages final : public http::BodySource {
  public:
    enum class Form { ndjson, csv };
    AnswerPages(ReadingThread& reading, storage::AnswerFilter filter, storage::AnswerId after, Form form);

    [[nodiscard]] http::awaitable<std::optional<std::string>> next() override;

  private:
    ReadingThread& reading_;
    storage::AnswerFilter filter_;
    storage::AnswerId after_;
    Form form_;
    bool at_start_ = true;
    bool at_end_ = false;
};

}  // namespace bot
