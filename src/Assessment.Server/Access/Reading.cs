using Assessment.Server.Tradecraft;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Assessment.Server.Access;

/// <summary>
/// The reading that is under way: notes the highest marking of whatever goes into the answer. A marking that goes through JSON is
/// noted there; who shows something marked without saying so notes it here.
/// </summary>
public sealed class Reading
{
    /// <summary>From this marking on it is recorded who reads.</summary>
    public const Marking Sensitive = Marking.Amber;

    /// <summary>The header of an answer that holds its highest marking.</summary>
    public const string Header = "Highest-Marking";

    private static readonly AsyncLocal<Reading?> UnderWay = new();

    private readonly ReadLog _log;
    private readonly HttpContext _http;
    private readonly Actor _actor;
    private readonly bool _always;
    private readonly long _begun = TimeProvider.System.GetTimestamp();
    private Marking _highest;
    private Marking? _recorded;
    private bool _inParts;

    /// <summary>Begins one, for everything that is awaited from here on.</summary>
    /// <param name="log">Where it is put on record.</param>
    /// <param name="http">The request.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="always">Whether it is recorded however low what it shows is marked.</param>
    public Reading(ReadLog log, HttpContext http, Actor actor, bool always)
    {
        (_log, _http, _actor, _always) = (log, http, actor, always);
        UnderWay.Value = this;
    }

    private bool IsDue => !_inParts && IsRecorded(_highest) && !(_recorded >= _highest);

    /// <summary>Whether the answer shows nothing from the marking on that is recorded; while it is not all known, whether its reader can be shown nothing of that.</summary>
    public static bool IsOpen(bool known) => UnderWay.Value is not { } reading || (known ? reading._highest : reading._actor.Clearance) < Sensitive;

    /// <summary>Says that something of this marking is part of the answer.</summary>
    public static void Shows(Marking marking)
    {
        if (UnderWay.Value is { } reading && marking > reading._highest) reading._highest = marking;
    }

    /// <summary>For answers that go out bit by bit, before each bit. False when it cannot be recorded what that shows: then it must not go out.</summary>
    public static bool TryRecord()
    {
        if (UnderWay.Value is not { IsDue: true } reading) return true;
        if (!reading._log.Accepts) return false;
        reading.Record();
        return true;
    }

    /// <summary>For answers that go on and on, before each of their parts, which is then a read of its own. False when it must not go out.</summary>
    public static bool TryRecordPart(Marking marking)
    {
        if (UnderWay.Value is not { } reading) return true;
        reading._inParts = true;
        if (!reading.IsRecorded(marking)) return true;
        if (!reading._log.Accepts) return false;
        reading.Add(marking, TimeProvider.System.GetTimestamp());
        return true;
    }

    /// <summary>Says in a header how high the answer is marked, as far as that is known before it goes out: what a JSON answer holds says so itself.</summary>
    public void Mark() => _http.Response.Headers[Header] = Codes.Of(_highest <= _actor.Clearance ? _highest : _actor.Clearance);

    /// <summary>Puts on record what was shown and is not on record yet.</summary>
    public void Record()
    {
        if (!IsDue) return;
        _recorded = _highest;
        Add(_highest, _begun);
    }

    private bool IsRecorded(Marking marking) => _always || marking >= Sensitive;

    private void Add(Marking marking, long at) =>
        _log.Add(new(Guid.CreateVersion7(), _actor.Id, _http.Request.Method, Path(_http), Query(_http.Request.Query), marking, _actor.Clearance, at));

    // By the route, for a client may write the same address in more than one way.
    private static string Path(HttpContext http) => string.Concat(((RouteEndpoint)http.GetEndpoint()!).RoutePattern.PathSegments.Select(segment =>
        $"/{string.Concat(segment.Parts.Select(part => part is RoutePatternParameterPart parameter ? Value(parameter, $"{http.Request.RouteValues[parameter.Name]}") : ((RoutePatternLiteralPart)part).Content))}"));

    private static string Value(RoutePatternParameterPart parameter, string text) =>
        parameter.ParameterPolicies.Any(policy => policy.Content == "guid") && Guid.TryParse(text, out var id) ? id.ToString() :
        parameter.ParameterPolicies.Any(policy => policy.Content is "int" or "long") && long.TryParse(text, out var number) ? $"{number}" : text;

    // What is searched for is text like that of facts; once a fact is redacted it must not stand here.
    private static string Query(IQueryCollection query) => string.Join('&', query.SelectMany(parameter => parameter.Value.Select(value =>
        $"{Uri.EscapeDataString(parameter.Key)}={(parameter.Key == "q" ? "..." : Uri.EscapeDataString(value ?? ""))}")));
}
