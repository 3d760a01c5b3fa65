using System.Globalization;
using System.Text.RegularExpressions;

namespace Assessment.IntegrationTests.Ledger.Tampering;

/// <summary>What somebody with every right on the database can do to a log, at places of chance.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Plan">How, to which leaves.</param>
public sealed partial record Crime(string Name, Func<Random, IReadOnlyList<Place>, Deed> Plan)
{
    private const string Facts = "assessment_events.mt_events";
    private const string Ledger = "assessment_ledger";

    public static IReadOnlyList<Crime> All { get; } =
    [
        One("a character of the data", (random, place) => $"update {Facts} set data = $json${Misspell(random, place.Data)}$json$ where seq_id = {place.Position}", "the text of its data differs"),
        One("a character of a header", (random, place) => $"update {Facts} set headers = $json${Misspell(random, place.Headers)}$json$ where seq_id = {place.Position}", "the text of its headers differs"),
        One("the time by a microsecond", (random, place) => $"update {Facts} set timestamp = timestamp {(random.Next(2) == 0 ? '+' : '-')} interval '1 microsecond' where seq_id = {place.Position}", @"recorded was \S+ and is \S+"),
        One("the actor", (_, place) => $"update {Facts} set user_name = 'mallory' where seq_id = {place.Position}", @"actor was \S+ and is mallory"),
        One("the actor taken away", (_, place) => $"update {Facts} set user_name = null where seq_id = {place.Position}", @"actor was \S+ and is $"),
        One("the type", (_, place) => $"update {Facts} set type = 'forecast-voided' where seq_id = {place.Position}", @"type was \S+ and is forecast-voided"),
        One("the id", (_, place) => $"update {Facts} set id = gen_random_uuid() where seq_id = {place.Position}", @"id was \S+ and is \S+"),
        One("the stream", (_, place) => $"update {Facts} set stream_id = gen_random_uuid() where seq_id = {place.Position}", @"stream was \S+ and is \S+"),
        One("the version", (_, place) => $"update {Facts} set version = version + 1000 where seq_id = {place.Position}", @"version was \d+ and is \d+"),
        One("the correlation", (_, place) => $"update {Facts} set correlation_id = 'other' where seq_id = {place.Position}", @"correlation was \S* and is other"),
        One("the causation", (_, place) => $"update {Facts} set causation_id = 'other' where seq_id = {place.Position}", @"causation was \S* and is other"),
        One("the salt", (_, place) => $"update {Ledger}.salt set salt = sha256(salt) where seq_id = {place.Position}", "data and headers, or their salt, are not those that were logged"),
        One("the salt taken away", (_, place) => $"delete from {Ledger}.salt where seq_id = {place.Position}", "its fact cannot be read"),
        One("a fact removed", (_, place) => $"delete from {Facts} where seq_id = {place.Position}", $"the fact at position .* is gone"),
        One("a fact removed with its leaf", (_, place) => $"delete from {Facts} where seq_id = {place.Position}; delete from {Ledger}.leaf where index = {place.Index}", Shifted),
        One("a leaf removed", (_, place) => $"delete from {Ledger}.leaf where index = {place.Index}", Shifted),
        One("a leaf", (_, place) => $"update {Ledger}.leaf set line = regexp_replace(line, '\"actor\":\"[^\"]*\"', '\"actor\":\"mallory\"') where index = {place.Index}", "its entry does not have the hash that the tree has for it"),
        One("a leaf that is none", (_, place) => $"update {Ledger}.leaf set line = line || ' ' where index = {place.Index}", "its entry is not a leaf of this form"),
        One("a hash in a tile", (random, place) => Spoil(0, place.Index / 256, place.Index % 256 * 32 + random.Next(32)), "its entry does not have the hash that the tree has for it"),
        One("a fact renumbered", (_, place) => $"update {Facts} set seq_id = seq_id + 1000000 where seq_id = {place.Position}", "the fact at position .* is gone"),
        One("a fact renumbered with its leaf and salt", (_, place) => $"""
            update {Facts} set seq_id = seq_id + 1000000 where seq_id = {place.Position}; update {Ledger}.leaf set seq_id = seq_id + 1000000 where seq_id = {place.Position};
            update {Ledger}.salt set seq_id = seq_id + 1000000 where seq_id = {place.Position}
            """, @"position was \d+ and is 1\d+"),
        One("the facts of the tail removed", (_, place) => $"delete from {Facts} where seq_id in (select seq_id from {Ledger}.leaf where index >= {place.Index})", "the fact at position .* is gone"),
        One("the leaves of the tail removed", (_, place) => $"delete from {Ledger}.leaf where index >= {place.Index}", "ends before its entry"),
        Two("the data of two facts exchanged", (one, other) => $"update {Facts} fact set data = other.data from {Facts} other where (fact.seq_id, other.seq_id) in (({one.Position}, {other.Position}), ({other.Position}, {one.Position}))", "the text of its data differs"),
        Two("the positions of two facts exchanged", (one, other) => $"""
            update {Facts} set seq_id = -1 where seq_id = {one.Position}; update {Facts} set seq_id = {one.Position} where seq_id = {other.Position};
            update {Facts} set seq_id = {other.Position} where seq_id = -1
            """, @"id was \S+ and is \S+"),
        Two("two leaves exchanged", (one, other) => $"""
            update {Ledger}.leaf set index = -1 where index = {one.Index}; update {Ledger}.leaf set index = {one.Index} where index = {other.Index};
            update {Ledger}.leaf set index = {other.Index} where index = -1
            """, "its entry does not have the hash that the tree has for it"),
        Nowhere("a fact put at the end of a stream", place => Insert(place, $"(select max(version) + 1 from {Facts} where stream_id = '{place.Stream}')"), @"stream \S+ has \d+ versions in the log and \d+ in the fact table"),
        Nowhere("a fact put before the first of a stream", place => Insert(place, "0"), @"stream \S+ has \d+ versions in the log and \d+ in the fact table"),
        Nowhere("a fact put on a stream of its own", place => Insert(place, "1", "gen_random_uuid()"), @"stream \S+ is in the fact table with 1 versions, and not in the log"),
        Nowhere("a fact put at the end of a stream, with a leaf far beyond the tree", place => $"""
            with fact as ({Insert(place, $"(select max(version) + 1 from {Facts} where stream_id = '{place.Stream}')")} returning seq_id)
            insert into {Ledger}.leaf (index, seq_id, line) select 1000000000000, fact.seq_id, line from fact, {Ledger}.leaf where index = {place.Index}
            """, @"stream \S+ has \d+ versions in the log and \d+ in the fact table"),
        Nowhere("a hash of hashes", place => Spoil(1, 0, place.Index % 128), @"tile/1/000.p/\d+ does not have the hashes of the leaves under it"),
        Nowhere("the size in the checkpoint", _ => $"update {Ledger}.checkpoint set note = replace(note, E'\\n' || size || E'\\n', E'\\n' || size - 1 || E'\\n') where size = (select max(size) from {Ledger}.checkpoint)", "checkpoint is not signed with the key"),
        Nowhere("a checkpoint from before", _ => $"update {Ledger}.checkpoint set note = overlay(note placing 'AAAA' from 30 for 4) where size = (select min(size) from {Ledger}.checkpoint)", @"checkpoints/\d+ is not signed by a key of this log|checkpoints/\d+ is of another size or log"),
    ];

    // One letter or digit of a text: what comes of it is JSON of the same length.
    private static string Misspell(Random random, string json)
    {
        var texts = Texts().Matches(json);
        var text = texts[random.Next(texts.Count)];
        var at = text.Index + random.Next(text.Length);
        return string.Concat(json.AsSpan(0, at), json[at] == 'x' ? "y" : "x", json.AsSpan(at + 1));
    }

    private const string Shifted = "its entry does not have the hash that the tree has for it|ends before its entry";

    private static string Insert(Place place, string version, string? stream = null) => string.Create(CultureInfo.InvariantCulture, $"""
        insert into {Facts} (seq_id, id, stream_id, version, data, type, user_name, headers, mt_dotnet_type, timestamp)
        select (select min(free) from generate_series(1, {place.Position + 1000}) free where free not in (select seq_id from {Facts})),
            gen_random_uuid(), {stream ?? "stream_id"}, {version}, data, type, user_name, headers, mt_dotnet_type, timestamp from {Facts} where seq_id = {place.Position}
        """);

    private static string Spoil(int level, long tile, long at) => string.Create(CultureInfo.InvariantCulture,
        $"update {Ledger}.tile set hashes = set_byte(hashes, {at}, 255 - get_byte(hashes, {at})) where level = {level} and n = {tile}");

    private static Crime One(string name, Func<Random, Place, string> sql, string says) => new(name, (random, places) =>
    {
        var place = places[random.Next(places.Count)];
        return new Deed(sql(random, place), says, place.Index);
    });

    private static Crime Two(string name, Func<Place, Place, string> sql, string says) => new(name, (random, places) =>
    {
        var first = random.Next(places.Count - 1);
        var (one, other) = (places[first], places[random.Next(first + 1, places.Count)]);
        return new Deed(sql(one, other), says, one.Index);
    });

    private static Crime Nowhere(string name, Func<Place, string> sql, string says) => new(name, (random, places) => new Deed(sql(places[random.Next(places.Count)]), says, null));

    [GeneratedRegex("(?<=\": \")[a-zA-Z0-9-]{2,}")]
    private static partial Regex Texts();
}

/// <summary>A crime at its place.</summary>
/// <param name="Sql">What is run.</param>
/// <param name="Says">What the verifier says of it, a pattern.</param>
/// <param name="Leaf">Which it names; null when no leaf is the bad one.</param>
public sealed record Deed(string Sql, string Says, long? Leaf);
