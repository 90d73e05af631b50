// The ledger of consents.
#include "bot/turns/consent_ledger.hpp"

#include "dialogs/iso_time.hpp"

#include <nlohmann/json.hpp>
#include <sodium.h>

#include <array>

namespace bot {

using nlohmann::json;

namespace {

std::string hash_of(const std::string& words) {
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(words.data()), words.size(),
                       nullptr, 0);
    std::string text(hash.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    text.pop_back();  // its own zero
    return text;
}

void record(Decision& decision, const storage::ResidentRow& resident, json entry) {
    entry["resident"] = resident.public_id;
    entry["at"] = dialogs::iso_from_instant(decision.now);
    decision.rows.record_consent(resident.id, entry.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace

void record_consent(Decision& decision, const storage::ConversationRow& conversation, const dialogs::Perform& join) {
    const auto question = join.words.find("consent");
    if (question == join.words.end()) return;
    const auto& pool = join.words.at("pool");
    auto& resident = decision.rows.residents.edit(conversation.resident);
    resident.consents[conversation.stream + "/" + pool] = decision.now;
    record(decision, resident, {{"is", "given"},
                                {"stream", conversation.stream},
                                {"pool", pool},
                                {"script", conversation.script},
                                {"version", conversation.version},
                                {"question", question->second},
                                {"wording", join.wording},
                                {"wording_hash", hash_of(join.wording)},
                                {"language", join.language},
                                {"channel", conversation.channel}});
}

void withdraw_consent(Decision& decision, storage::ResidentId id, const std::string& stream, const std::string& pool,
                      std::string_view how) {
    const auto name = stream + "/" + pool;
    const auto* resident = decision.rows.residents.find(id);
    if (!resident->consents.contains(name)) return;
    decision.rows.residents.edit(id).consents.erase(name);
    record(decision, *resident, {{"is", "withdrawn"}, {"stream", stream}, {"pool", pool}, {"how", how}});
}

}  // namespace bot
