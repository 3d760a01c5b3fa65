using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Assessment.IntegrationTests.Running;
using Assessment.Tests.Deploy;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Assessment.IntegrationTests;

/// <summary>Dashboards and alerts ask only for what a running service measures, under the name Prometheus gives it.</summary>
public partial class AskingForMetrics(TheService service)
{
    [Fact]
    public async Task Dashboards_ask_for_what_is_measured()
    {
        var dashboard = JsonNode.Parse(Repository.Read("deploy/grafana/dashboards/assessment.json"))!;
        var queries = dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]?.AsArray() ?? []).Select(target => target!["expr"]!.GetValue<string>()).ToList();

        Assert.Equal(42, queries.Count);
        await EachIsMeasuredAsync(queries);
    }

    [Fact]
    public async Task Alerts_ask_for_what_is_measured()
    {
        var groups = (YamlSequenceNode)Repository.Yaml("deploy/prometheus/rules.yaml")[0]["groups"];
        var queries = groups.SelectMany(group => (YamlSequenceNode)group["rules"]).Select(rule => rule["expr"].ToString()).ToList();

        Assert.Equal(13, queries.Count);
        await EachIsMeasuredAsync(queries);
    }

    [Fact]
    public void No_panel_covers_another()
    {
        var cells = JsonNode.Parse(Repository.Read("deploy/grafana/dashboards/assessment.json"))!["panels"]!.AsArray().Select(panel => panel!["gridPos"]!).SelectMany(place =>
            from x in Enumerable.Range(place["x"]!.GetValue<int>(), place["w"]!.GetValue<int>())
            from y in Enumerable.Range(place["y"]!.GetValue<int>(), place["h"]!.GetValue<int>())
            select (x, y)).ToList();
        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.DoesNotContain(cells, cell => cell.x > 23);
    }

    private async Task EachIsMeasuredAsync(IEnumerable<string> queries)
    {
        var measured = new ConcurrentDictionary<string, bool>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            foreach (var name in NamesOf(instrument)) measured[name] = true;
        };
        listener.Start();
        // Some instruments come into being with the first request or the first fact.
        await (await Stage.SetAsync(service.Api)).PictureAsync(service.Api.Rea);

        Assert.All(queries.SelectMany(MetricsIn).Distinct(), metric => Assert.True(measured.ContainsKey(metric), metric));
    }

    // As Prometheus translates OTLP: other characters become underscores, the unit and the kind become suffixes.
    private static IEnumerable<string> NamesOf(Instrument instrument)
    {
        var words = instrument.Name.Split('.', '-', '_').ToList();
        var unit = instrument.Unit switch
        {
            "s" => "seconds",
            "By" => "bytes",
            null or "" => null,
            ['{', ..] => null,
            var other => other,
        };
        if (unit is not null && !words.Contains(unit)) words.Add(unit);
        var kind = instrument.GetType().Name;
        var name = string.Join('_', words);
        return kind.StartsWith("Histogram", StringComparison.Ordinal) ? [$"{name}_bucket", $"{name}_count", $"{name}_sum"]
            : kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal) ? [$"{name}_total"]
            : [name];
    }

    // What is left of a query without its labels, ranges, functions and numbers.
    private static IEnumerable<string> MetricsIn(string query) =>
        Metric().Matches(Rest().Replace(query, " ")).Select(match => match.Value);

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|\b(by|without|on|ignoring)\s*\([^)]*\)|\boffset\s+\w+|\b(and|or|unless|bool)\b|\b\d[\w.]*")]
    private static partial Regex Rest();

    [GeneratedRegex(@"\b[a-zA-Z_]\w*\b(?!\s*\()")]
    private static partial Regex Metric();
}
