#include <algorithm>
#include <set>

#include <baton/core/error.hpp>
#include <baton/eval/report.hpp>

#include "eval/html_plot.hpp"

namespace baton::inline v0 {
namespace {

using detail::escape_html;
using detail::three_digits;

constexpr std::size_t worst_shown = 50;

constexpr const char* head = R"html(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Evaluation</title><style>
body{font:14px/1.5 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#222;background:#fff}
h1{font-size:1.5em}h2{font-size:1.2em;margin-top:2em}table{border-collapse:collapse;margin:1em 0}
td,th{padding:.3em .8em;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}svg text{font-size:11px;text-anchor:middle;fill:#555}
svg{max-width:100%;height:auto}.axis{stroke:#999}.plots{display:flex;flex-wrap:wrap;gap:1.5em}figure{margin:0}
figcaption{color:#555}.s0{fill:#4269d0}.s1{fill:#efb118}.s2{fill:#3ca951}.s3{fill:#ff725c}.s4{fill:#a463f2}.s5{fill:#9c6b4e}
.key{display:inline-block;width:.8em;height:.8em;margin:0 .4em 0 1em}.key svg{display:block}
.good{color:#1a7f37}.bad{color:#b42318}.note{color:#555}
</style></head><body>
)html";

std::string cell(const std::string& text, const char* classes = "") {
  return std::string("<td class=\"") + classes + "\">" + text + "</td>";
}

std::set<std::string> metrics_of(std::span<const EvalReport> reports) {
  std::set<std::string> metrics;
  for (const auto& report : reports) {
    for (const auto& [metric, mean] : report.means()) metrics.insert(metric);
  }
  return metrics;
}

std::string means_section(std::span<const EvalReport> reports) {
  std::string key;
  std::vector<detail::BarGroup> groups;
  for (const auto& metric : metrics_of(reports)) groups.push_back({metric, std::vector<double>(reports.size())});
  std::string rows;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const auto means = reports[i].means();
    key += "<span class=\"key\"><svg viewBox=\"0 0 1 1\"><rect class=\"s" + std::to_string(i % 6) +
           "\" width=\"1\" height=\"1\"/></svg></span>" + escape_html(reports[i].name);
    rows += "<tr>" + cell(escape_html(reports[i].name)) + cell(std::to_string(reports[i].rows.size()), "n");
    for (auto& group : groups) {
      const auto mean = means.find(group.label);
      if (mean != means.end()) group.values[i] = mean->second;
      rows += cell(mean == means.end() ? "" : three_digits(mean->second), "n");
    }
    rows += "</tr>\n";
  }
  std::string titles;
  for (const auto& group : groups) titles += "<th class=\"n\">" + escape_html(group.label) + "</th>";
  return "<h2>Means</h2><p>" + key + "</p>" + detail::bar_plot(groups) +
         "<table><tr><th>configuration</th><th class=\"n\">questions</th>" + titles + "</tr>\n" + rows + "</table>\n";
}

std::string comparison_section(const EvalReport& first, const EvalReport& second) {
  std::string rows;
  for (const auto& each : compare(first, second)) {
    const double difference = each.second - each.first;
    const bool sure = each.p_value < 0.05;
    const char* classes = !sure ? "n" : difference > 0 ? "n good" : "n bad";
    rows += "<tr>" + cell(escape_html(each.metric)) + cell(three_digits(each.first), "n") +
            cell(three_digits(each.second), "n") + cell((difference > 0 ? "+" : "") + three_digits(difference), classes) +
            cell(three_digits(each.low) + " to " + three_digits(each.high), "n") + cell(three_digits(each.p_value), "n") +
            cell(std::to_string(each.better) + " / " + std::to_string(each.worse), "n") + "</tr>\n";
  }
  return "<h2>" + escape_html(second.name) + " against " + escape_html(first.name) +
         "</h2><table><tr><th>metric</th><th class=\"n\">before</th><th class=\"n\">after</th><th class=\"n\">difference</th>"
         "<th class=\"n\">95 %</th><th class=\"n\">p</th><th class=\"n\">better / worse</th></tr>\n" +
         rows + "</table>\n";
}

std::string distributions(const EvalReport& report) {
  std::string out = "<div class=\"plots\">";
  for (const auto& [metric, mean] : report.means()) {
    std::vector<double> values;
    for (const auto& row : report.rows) {
      if (const auto score = row.scores.find(metric); score != row.scores.end()) values.push_back(score->second);
    }
    out += "<figure>" + detail::histogram(values) + "<figcaption>" + escape_html(metric) + ", mean " +
           three_digits(mean) + "</figcaption></figure>";
  }
  return out + "</div>\n";
}

double mean_score(const EvalRow& row) {
  double sum = 0;
  for (const auto& [metric, score] : row.scores) sum += score;
  return row.scores.empty() ? 0 : sum / static_cast<double>(row.scores.size());
}

std::string worst_rows(const EvalReport& report) {
  std::vector<const EvalRow*> rows;
  for (const auto& row : report.rows) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [](auto* a, auto* b) { return mean_score(*a) < mean_score(*b); });
  rows.resize(std::min(rows.size(), worst_shown));
  std::string out = "<table><tr><th>id</th><th>question</th><th>scores</th><th>notes</th></tr>\n";
  for (const EvalRow* row : rows) {
    std::string scores;
    for (const auto& [metric, score] : row->scores) scores += escape_html(metric) + " " + three_digits(score) + "<br>";
    std::string notes = row->answer.empty() ? "" : "<p>" + escape_html(row->answer) + "</p>";
    for (const auto& note : row->notes) notes += "<div class=\"note\">" + escape_html(note) + "</div>";
    out += "<tr>" + cell(escape_html(row->id)) + cell(escape_html(row->question)) + cell(scores) + cell(notes) + "</tr>\n";
  }
  return out + "</table>\n";
}

}  // namespace

std::string html_report(std::span<const EvalReport> reports) {
  if (reports.empty()) throw Error(ErrorCode::invalid_argument, "there is no report to show");
  std::string out = head;
  out += "<h1>Evaluation</h1>\n" + means_section(reports);
  for (const auto& other : reports.subspan(1)) out += comparison_section(reports.front(), other);
  for (const auto& report : reports) {
    out += "<h2>" + escape_html(report.name) + "</h2>" + distributions(report) + "<h3>What went worst</h3>" + worst_rows(report);
  }
  return out + "</body></html>\n";
}

}  // namespace baton::inline v0
