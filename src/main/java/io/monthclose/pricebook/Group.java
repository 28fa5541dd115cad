package io.monthclose.pricebook;

/**
 * A group of APIs.
 *
 * @param code its code
 * @param name its name for people
 * @param prepaid whether prepaid packs may cover its APIs (rules, "Deduction" 2)
 */
public record Group(String code, String name, boolean prepaid) {}
