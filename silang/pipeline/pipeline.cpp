#include "silang/pipeline/pipeline.h"

#include <algorithm>
#include <future>
#include <limits>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace silang {
namespace {

constexpr std::string_view kStandardInput = "-";

// Runs work(i) for every i below `count` on `jobs` threads. Each i writes only its own slot, so order does not matter.
void parallel_for(size_t count, const RunOptions& options, const char* stage, const std::function<void(size_t)>& work) {
    std::atomic<size_t> next{0};
    std::atomic<size_t> done{0};
    std::mutex progress_mutex;
    const auto loop = [&] {
        for (size_t i = next++; i < count; i = next++) {
            if (options.interrupted && *options.interrupted) return;
            work(i);
            const size_t finished = ++done;
            if (options.progress) {
                const std::lock_guard lock(progress_mutex);
                options.progress({stage, finished, count});
            }
        }
    };
    const size_t wanted = options.jobs != 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
    std::vector<std::thread> threads;
    for (size_t i = 1; i < std::min(wanted, count); ++i) threads.emplace_back(loop);
    loop();
    for (std::thread& thread : threads) thread.join();
}

struct ReadFile {
    std::string path;
    Capture capture;
    std::optional<Page> page;
    std::string reason;  // why there is no page
    std::string record;  // for the state, when it does not have the page yet
    bool again = false;  // the state has it
};

// From here on the page text is all that is needed: the bytes are let go.
void read_text(ReadFile& file, Result<Capture> capture, const State* add_to) {
    if (!capture) {
        file.reason = capture.error();
        return;
    }
    file.capture = capture.take();
    auto page = read_page(file.capture);
    if (!page) {
        file.reason = page.error();
    } else {
        file.page = page.take();
        if (add_to != nullptr) {
            file.again = add_to->holds(file.path, file.capture.sha256);
            if (!file.again) file.record = page_record(file.capture);
        }
    }
    file.capture.bytes = {};
}

// Every input, and every page of the state; by path and digest, so that it does not matter which run read what.
Result<std::vector<ReadFile>> read_files(const std::vector<std::string>& inputs, const RunOptions& options) {
    const std::vector<KeptPage> none;
    const std::vector<KeptPage>& kept = options.state != nullptr ? options.state->contents().pages : none;
    std::vector<ReadFile> files(inputs.size() + kept.size());
    for (size_t i = 0; i < files.size(); ++i)
        files[i].path = i < inputs.size() ? inputs[i] : kept[i - inputs.size()].path;
    // Standard input may keep its reader waiting: only a read of this thread, which signals go to, can be cut short.
    const auto piped = static_cast<size_t>(std::find(inputs.begin(), inputs.end(), kStandardInput) - inputs.begin());
    if (piped < inputs.size()) read_text(files[piped], read_capture(inputs[piped]), options.state);
    parallel_for(files.size(), options, "read", [&](size_t i) {
        if (i >= inputs.size())
            read_text(files[i], options.state->read(kept[i - inputs.size()]), nullptr);
        else if (i != piped)
            read_text(files[i], read_capture(inputs[i]), options.state);
    });
    for (size_t i = inputs.size(); i < files.size(); ++i) {
        // Its record is whole: what it says is not what was read once.
        if (files[i].capture.sha256.empty() && !files[i].reason.empty()) return Error{files[i].reason};
    }
    std::erase_if(files, [](const ReadFile& file) { return file.again; });
    std::sort(files.begin(), files.end(), [](const ReadFile& a, const ReadFile& b) {
        return std::tie(a.path, a.capture.sha256) < std::tie(b.path, b.capture.sha256);
    });
    return files;
}

const MentionModels& models_for(const Engine& engine, const Language& language) {
    return engine.mention_models.find(language.tag())->second;
}

// A page that states no day is read again against the last day of its story: "tahun lalu" and "(18/06)" have a year
// from then on.
void date_undated_pages(const Engine& engine, std::span<const Story> stories, const RunOptions& options,
                        std::vector<Document>& documents) {
    std::vector<uint32_t> undated;
    for (const Story& story : stories) {
        std::optional<Day> last;
        for (const uint32_t index : story.documents) {
            const auto& published = documents[index].article.published;
            if (published && (!last || published->when.day > *last)) last = published->when.day;
        }
        if (!last) continue;
        for (const uint32_t index : story.documents) {
            Article& article = documents[index].article;
            if (article.published) continue;
            article.story_day = last;
            undated.push_back(index);
        }
    }
    if (undated.empty()) return;
    parallel_for(undated.size(), options, "label", [&](size_t i) {
        Document& document = documents[undated[i]];
        const Language& language = engine.languages.rules_for(document.article.rules);
        document.mentions = find_mentions(document.article, language, models_for(engine, language));
    });
    link_entities(documents);
}

// Some times are checked against the events of the whole story, but what is wrong is a flaw of one expression of one
// page.
void mark_checked_times(Pile& pile) {
    for (const CheckedStory& story : pile.stories) {
        for (const PageCheck& check : story.checks) {
            const auto issue = time_issue_of(check.kind);
            if (!issue) continue;
            for (Time& time : pile.documents[check.document].mentions.times) {
                if (time.span != check.span) continue;
                if (std::find(time.issues.begin(), time.issues.end(), *issue) != time.issues.end()) continue;
                time.issues.push_back(*issue);
                time.expected = check.expected;
            }
        }
    }
}

}  // namespace

Result<Engine> load_engine(const std::string& data_folder) {
    Engine engine;
    auto loading_roles = std::async(std::launch::async, RoleModel::load, data_folder + "/roles.weights");
    auto languages = Languages::load(data_folder + "/languages");
    auto roles = loading_roles.get();
    if (!languages) return Error{languages.error()};
    engine.languages = languages.take();
    if (!roles) return Error{roles.error()};
    engine.roles = roles.take();
    auto weights = read_story_weights(data_folder + "/story.weights");
    if (!weights) return Error{weights.error()};
    auto story_model = make_story_model(engine.languages, weights.take());
    if (!story_model) return Error{story_model.error()};
    engine.story_model = story_model.take();
    auto statement_weights = read_statement_weights(data_folder + "/statement.weights");
    if (!statement_weights) return Error{statement_weights.error()};
    auto dispute_weights = read_dispute_weights(data_folder + "/dispute.weights");
    if (!dispute_weights) return Error{dispute_weights.error()};
    auto slot_weights = read_slot_weights(data_folder + "/slot.weights");
    if (!slot_weights) return Error{slot_weights.error()};
    engine.check_model =
        CheckModel(engine.languages, statement_weights.take(), dispute_weights.take(), slot_weights.take());
    for (const std::string& tag : engine.languages.tags()) {
        const Language& language = engine.languages.rules_for(tag);
        if (language.tag() != tag) continue;  // interface texts alone: its pages are read with another's rules
        auto models = load_mention_models(language);
        if (!models) return Error{models.error()};
        engine.mention_models.emplace(tag, models.take());
    }
    return engine;
}

Result<Pile> run(const Engine& engine, const RunOptions& options) {
    Pile pile;
    const auto stopped = [&] { return pile.interrupted = options.interrupted && *options.interrupted; };

    // capture, page: bytes become text and lines. Every input is a page or a rejection with its reason.
    InputList inputs = list_inputs(options.inputs);
    pile.rejections = std::move(inputs.rejections);
    auto files = read_files(inputs.files, options);
    if (!files) return Error{files.error()};
    if (stopped()) return pile;

    // The same bytes found twice are one document from here on; both paths are kept.
    std::vector<Page> pages;
    std::unordered_map<std::string, uint32_t> document_of;
    for (ReadFile& file : files.value()) {
        if (!file.page) {
            pile.rejections.push_back({file.path, file.reason});
            continue;
        }
        const auto [at, added] = document_of.try_emplace(file.capture.sha256, static_cast<uint32_t>(pages.size()));
        if (added) {
            pile.documents.emplace_back().capture = std::move(file.capture);
            pages.push_back(*std::move(file.page));
        }
        pile.files.push_back({file.path, at->second});
        if (!file.record.empty()) pile.records.push_back(std::move(file.record));
    }
    std::sort(pile.rejections.begin(), pile.rejections.end(), [](const Rejection& a, const Rejection& b) {
        return std::tie(a.path, a.reason) < std::tie(b.path, b.reason);
    });

    // What repeats across the pages of the run is known before any line is judged.
    LineRepeats repeats;
    for (const Page& page : pages) repeats.add(page);
    pile.repeats.resize(pages.size());

    // article, mention: a function of the page alone. Every line has a role, every mention a span of the body or the
    // title.
    parallel_for(pages.size(), options, "label", [&](size_t i) {
        Document& document = pile.documents[i];
        pile.repeats[i] = repeats.of(pages[i]);
        document.article =
            read_article(document.capture, std::move(pages[i]), engine.languages, engine.roles, pile.repeats[i]);
        const Language& language = engine.languages.rules_for(document.article.rules);
        document.mentions = find_mentions(document.article, language, models_for(engine, language));
    });
    if (stopped()) return pile;

    // Names agree across the pages from here on.
    link_entities(pile.documents);
    if (options.last == LastStage::mention) return pile;

    // lineage, story: who copied whom, and what belongs together. Words of the run's default language serve all pages.
    const Language& language = engine.languages.rules_for({});
    pile.lineage = trace_lineage(pile.documents, language);
    if (options.last == LastStage::lineage) return pile;
    const std::vector<Story> stories =
        group_stories(pile.documents, pile.lineage, engine.languages, engine.story_model);
    date_undated_pages(engine, stories, options, pile.documents);
    if (stopped()) return pile;

    // check: statements, conflicts, disputes. Every one has evidence that resolves.
    pile.stories.resize(stories.size());
    parallel_for(stories.size(), options, "check", [&](size_t i) {
        pile.stories[i] = check_story(stories[i], pile.documents, pile.lineage, engine.check_model);
    });
    if (stopped()) return pile;
    mark_checked_times(pile);
    for (const CheckedStory& story : pile.stories) {
        if (const auto broken = verify(story, pile.documents)) return *broken;
    }
    return pile;
}

Result<KnownStory> check_known_story(const Engine& engine, std::vector<Document> documents) {
    KnownStory known;
    known.documents = std::move(documents);
    for (Document& document : known.documents) {
        const Language& language = engine.languages.rules_for(document.article.rules);
        document.mentions = find_mentions(document.article, language, models_for(engine, language));
    }
    link_entities(known.documents);
    const Language& language = engine.languages.rules_for({});
    known.lineage = trace_lineage(known.documents, language);
    Story story;
    for (uint32_t i = 0; i < known.documents.size(); ++i) story.documents.push_back(i);
    std::stable_sort(story.documents.begin(), story.documents.end(), [&](uint32_t a, uint32_t b) {
        const Article& left = known.documents[a].article;
        const Article& right = known.documents[b].article;
        const auto order = [](const Article& article) {
            return article.published ? article.published->when.order() : std::numeric_limits<int64_t>::max();
        };
        return std::pair(order(left), std::string_view(left.id)) < std::pair(order(right), std::string_view(right.id));
    });
    story.id = known.documents[story.documents.front()].article.id;
    RunOptions options;
    options.jobs = 1;
    date_undated_pages(engine, std::span(&story, 1), options, known.documents);
    known.checked = check_story(story, known.documents, known.lineage, engine.check_model);
    if (const auto broken = verify(known.checked, known.documents)) return *broken;
    return known;
}

}  // namespace silang
